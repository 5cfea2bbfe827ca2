import {availableParallelism} from "node:os";
import {join} from "node:path";
import type {InferenceSession} from "onnxruntime-node";
import {LoaderError} from "../../src/lib/core/errors.js";
import {loadOnnxRuntime, type OnnxRuntime} from "../onnxRuntime.js";
import type {OnnxSettings} from "./onnxSettings.js";
import type {Tokens} from "./openTokenizer.js";

/** Gives every token of some texts a vector. */
export interface TokenModel {
  /** @returns texts × sequence × hidden numbers, row-major; those of padding mean nothing */
  run(texts: readonly Tokens[]): Promise<{data: Float32Array; sequence: number}>;
  close(): Promise<void>;
}

const inputs = ["input_ids", "attention_mask", "token_type_ids"] as const;
type Input = (typeof inputs)[number];

/**
 * Opens a model's weights.
 *
 * @throws LoaderError without ONNX Runtime, for weights it cannot read, for a model that wants other
 * inputs, and from `run` for one that does not give float32 vectors a token
 */
export async function tokenModel(settings: OnnxSettings): Promise<TokenModel> {
  const ort = await loadOnnxRuntime();
  if (!ort) throw new LoaderError("embed: onnxruntime-node must be installed for models; got none");
  const session = await openSession(ort, settings);
  const wanted = session.inputNames.filter((name) => !(inputs as readonly string[]).includes(name));
  if (wanted.length > 0) {
    await session.release();
    const expected = `embed: inputs of ${settings.name} must be among ${inputs.join(", ")}`;
    throw new LoaderError(`${expected}; got ${wanted.join(", ")}`);
  }
  return {
    run: (texts) => runSession(ort, session, settings, texts),
    close: () => session.release()
  };
}

async function openSession(
  ort: OnnxRuntime,
  {folder, file}: OnnxSettings
): Promise<InferenceSession> {
  try {
    return await ort.InferenceSession.create(join(folder, file), {
      logSeverityLevel: 3,
      intraOpNumThreads: availableParallelism(),
      extra: {session: {intra_op: {allow_spinning: "0"}}}
    });
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new LoaderError(`embed: ${file} must be a model ONNX Runtime reads; got ${detail}`, {
      cause
    });
  }
}

async function runSession(
  ort: OnnxRuntime,
  session: InferenceSession,
  {name, hidden, padding}: OnnxSettings,
  texts: readonly Tokens[]
) {
  const sequence = Math.max(...texts.map(({ids}) => ids.length));
  const dims = [texts.length, sequence];
  const feeds = session.inputNames.map((input) => {
    const filled = inputTensor(input as Input, texts, sequence, padding);
    return [input, new ort.Tensor("int64", filled, dims)] as const;
  });
  const results = await session.run(Object.fromEntries(feeds));
  const outputs = session.outputNames;
  const output = outputs.find((each) => each === "last_hidden_state") ?? outputs[0] ?? "";
  const tensor = results[output];
  const expected = [...dims, hidden].join(" × ");
  if (tensor?.type === "float32" && tensor.dims.join(" × ") === expected)
    return {data: tensor.data as Float32Array, sequence};
  const got = tensor ? `${tensor.type} of ${tensor.dims.join(" × ")}` : "nothing";
  throw new LoaderError(`embed: ${output} of ${name} must be float32 of ${expected}; got ${got}`);
}

/** The numbers of one input, each text filled up to the longest. */
function inputTensor(
  input: Input,
  texts: readonly Tokens[],
  sequence: number,
  padding: number
): BigInt64Array {
  const filled = new BigInt64Array(texts.length * sequence);
  if (input === "input_ids") filled.fill(BigInt(padding));
  texts.forEach(({ids, types}, row) => {
    ids.forEach((id, i) => {
      const value = input === "input_ids" ? id : input === "attention_mask" ? 1 : types[i];
      filled[row * sequence + i] = BigInt(value ?? 0);
    });
  });
  return filled;
}
