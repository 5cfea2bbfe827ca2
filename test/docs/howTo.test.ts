import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {namedLogs} from "../../cli/import.js";
import {program} from "../../cli/main.js";
import {importers} from "../../loaders/import/readAnswers.js";
import {studySchema} from "../../src/lib/schema/study.js";
import {normalizeInputs} from "../../src/runtime/normalizeInputs.js";
import {workflows} from "../../src/workflows/registry.js";
import {root} from "../repo/sources.js";

const page = readFileSync(join(root, "src", "guide", "how-to.md"), "utf8");
const blocks = (language: string) =>
  Array.from(page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, "gm"))).map(
    ([, text]) => text as string
  );

/** Command lines of the page, those broken in two made whole. */
const commands = blocks("sh").flatMap((text) => text.replaceAll("\\\n", "").trim().split("\n"));

const wordsOf = (command: string) =>
  Array.from(command.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? "");

/** Reads a command line as the program would, and does nothing. */
async function parsed(words: readonly string[]) {
  const commandLine = program();
  let found: {name: string; args: readonly unknown[]; options: Record<string, unknown>} | undefined;
  for (const command of commandLine.commands)
    command.configureOutput({writeErr: () => undefined}).action(() => {
      found = {name: command.name(), args: command.args, options: command.opts()};
    });
  await commandLine.parseAsync(words, {from: "user"});
  if (!found) throw new Error(`howTo: a verb must stand here; got ${words.join(" ")}`);
  return found;
}

describe("the guide's how-tos", () => {
  it.each(commands.filter((line) => line.startsWith("npx vantage ")))("%s", async (line) => {
    const {name, args, options} = await parsed(wordsOf(line).slice(2));
    if (name === "run" || name === "sweep") {
      const workflow = workflows.get(args[0] as string);
      if (!workflow) throw new Error(`howTo: an analysis must stand here; got ${args[0]}`);
      const pairs = (options.set as string[]).map((pair) => pair.split("="));
      normalizeInputs(workflow, {}, Object.fromEntries(pairs));
    }
    if (name === "import" && args.length > 1)
      expect(namedLogs(args as string[]).format).toBe(args[0]);
  });

  it("type nothing but verbs and npm", () => {
    const others = commands.filter((line) => !/^(npx vantage |npm (ci|install ))/.test(line));
    expect(others).toEqual([]);
    expect(commands.length).toBeGreaterThan(20);
  });

  it("refuse a flag that is not there", async () => {
    await expect(parsed(["embed", "--study", "x", "--studdy", "y"])).rejects.toThrow(
      "unknown option"
    );
  });

  it.each(blocks("json"))("study.json takes %s", (text) => {
    expect(studySchema.partial().safeParse(JSON.parse(text)).error).toBeUndefined();
  });

  it("name every format that can be read", () => {
    const [section = ""] = page.split("## Facts about the models");
    const said = section.toLowerCase().replaceAll(/[ -]/g, "");
    const known: Readonly<Record<string, string>> = {
      inspect: "inspectai",
      "dkps-tsv": "pythondkpsproject"
    };
    const names = importers().map(({name}) => known[name] ?? name.replaceAll("-", ""));
    expect(names.filter((name) => !said.includes(name))).toEqual([]);
  });

  it("pin ONNX Runtime as the package does", () => {
    const {peerDependencies} = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const pinned = `onnxruntime-node@${peerDependencies["onnxruntime-node"]}`;
    expect(commands).toContain(`npm install ${pinned}`);
    const errors = readFileSync(join(root, "src", "guide", "errors.md"), "utf8");
    expect(errors).toContain(pinned);
  });
});
