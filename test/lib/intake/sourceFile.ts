import type {SourceFile} from "../../../src/lib/intake/types.js";

/** A file in memory, for importers. */
export function sourceFile(path: string, content: string | Uint8Array): SourceFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return {path, size: bytes.length, bytes: async (from, to) => bytes.slice(from, to)};
}
