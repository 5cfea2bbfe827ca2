import {generic} from "../../src/lib/intake/generic.js";
import {readFiles} from "../../src/lib/intake/readFiles.js";
import {buildTables} from "../../src/lib/intake/tableBuilder.js";
import type {SourceFile} from "../../src/lib/intake/types.js";

/* Reads a log that exists nowhere, made as it is read; prints what came of it. Run with a small heap. */

const [megabytes, lineBytes, models] = [200, 4096, 10];
const lines = (megabytes << 20) / lineBytes;

/** One answer, padded to the length of a line. */
function line(n: number): Uint8Array {
  const head = `{"model_id":"m${n % models}","query_text":"q${Math.floor(n / models)}?","response_text":"${n} `;
  const bytes = new Uint8Array(lineBytes).fill("x".charCodeAt(0));
  bytes.set(new TextEncoder().encode(head));
  bytes.set(new TextEncoder().encode('"}\n'), lineBytes - 3);
  return bytes;
}

const file: SourceFile = {
  path: "made.jsonl",
  size: lines * lineBytes,
  async bytes(from = 0, to = lines * lineBytes) {
    const out = new Uint8Array(to - from);
    for (let n = Math.floor(from / lineBytes); n * lineBytes < to; n++) {
      const start = n * lineBytes - from;
      const part = line(n).subarray(Math.max(0, -start), to - from - start);
      out.set(part, Math.max(0, start));
    }
    return out;
  }
};

let [rows, characters] = [0, 0];
const answers = [{file, importer: generic(), evidence: ""}];
const tables = await buildTables(readFiles(answers, {files: [file]}), (row) => {
  rows++;
  characters += row.response_text.length;
});
const {models: found, queries, refusedCount} = tables;
const counts = {rows, characters, models: found.length, queries: queries.length, refusedCount};
process.stdout.write(JSON.stringify(counts));
