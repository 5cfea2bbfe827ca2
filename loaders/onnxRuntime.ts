/** ONNX Runtime's module. */
export type OnnxRuntime = typeof import("onnxruntime-node");

/** Loads ONNX Runtime with its telemetry off. @returns undefined if it is not installed */
export async function loadOnnxRuntime(): Promise<OnnxRuntime | undefined> {
  // Else it keeps a device id and a log in the home folder and reports to its maker.
  process.env.ORT_DISABLE_TELEMETRY = "1";
  try {
    const module = (await import("onnxruntime-node")) as OnnxRuntime & {default?: OnnxRuntime};
    return module.default ?? module;
  } catch {
    return undefined;
  }
}
