import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, it} from "vitest";
import {bringUpToDate} from "../../loaders/bringUpToDate.js";
import {quietEffects} from "../../loaders/effects.js";
import {importStudy} from "../../loaders/import/importStudy.js";
import {formatCsv} from "../../src/lib/intake/formatCsv.js";
import {stream} from "../../src/lib/random/stream.js";
import {runVantage} from "../cli/runVantage.js";
import {temporaryFolders} from "./temporaryFolder.js";

const folder = temporaryFolders();
const answers = 6_000;

function writeLog(path: string): void {
  const random = stream(7, "log");
  const words = Array.from({length: 300}, (_, i) => `word${i.toString(36)}`);
  const text = () => Array.from({length: 250}, () => words[random.integer(300)]).join(" ");
  const rows = Array.from({length: answers}, (_, i) => [
    `m${i % 20}`,
    `query ${i % 300}`,
    text(),
    i
  ]);
  writeFileSync(
    path,
    formatCsv(
      ["model_id", "query_text", "response_text", "replicate"],
      rows.map(([model, query, answer, i]) => [model, query, answer, Math.floor(Number(i) / 300)])
    )
  );
}

it("a killed embed resumes, pays nothing twice and gives the same tables", async () => {
  const directory = folder();
  const log = join(directory, "log.csv");
  writeLog(log);
  const [killed, whole] = [join(directory, "killed", "s"), join(directory, "whole", "s")];
  for (const study of [killed, whole]) await importStudy({study, paths: [log]});
  const first = await runVantage(["embed", "--study", killed], /vectors: /);
  expect(first.signal).toBe("SIGKILL");
  const {embedded} = (await publish(killed)).work;
  expect(embedded).toBeGreaterThan(0);
  expect(embedded).toBeLessThanOrEqual(0.91 * answers);
  await publish(whole);
  const published = (study: string) => readFileSync(join(study, "out", "study.json"), "utf8");
  expect(published(killed)).toBe(published(whole));
}, 120_000);

function publish(study: string) {
  return bringUpToDate(study, {out: join(study, "out"), effects: quietEffects()});
}
