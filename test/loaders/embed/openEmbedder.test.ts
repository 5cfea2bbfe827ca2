import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {bringUpToDate} from "../../../loaders/bringUpToDate.js";
import {quietEffects} from "../../../loaders/effects.js";
import {embedStudy} from "../../../loaders/embed/embedStudy.js";
import {openStudy} from "../../../loaders/study/openStudy.js";
import {studyStatus} from "../../../loaders/study/studyStatus.js";
import type {EmbedderSpec} from "../../../src/lib/schema/study.js";
import {answers, importAnswers} from "../answersStudy.js";
import {temporaryFolders} from "../temporaryFolder.js";

const folder = temporaryFolders();

/** Models a and b agree on everything, the others never. */
async function imported(embedder?: EmbedderSpec): Promise<string> {
  const directory = folder();
  const rows = answers(["a", "b", "c"], 1);
  const agreeing = rows.map((row) =>
    row.model_id === "c" ? row : {...row, response_text: `same to ${row.query_text}`}
  );
  await importAnswers(directory, agreeing);
  const study = join(directory, "study");
  const path = join(study, "study.json");
  const spec = JSON.parse(readFileSync(path, "utf8"));
  if (embedder !== undefined) writeFileSync(path, JSON.stringify({...spec, embedder}));
  return study;
}

describe("openEmbedder", () => {
  it("makes one-hot vectors from a study's answers: equal 0 apart, others √2", async () => {
    const study = await imported("one-hot");
    const out = join(study, "out");
    await bringUpToDate(study, {out, effects: quietEffects()});
    const data = await openStudy(out);
    expect(data.embedder).toEqual({id: "one-hot-2", name: "one-hot", lexical: true});
    const {squared} = await data.loadTable(data.tables[0] as (typeof data.tables)[number]);
    const expected = [0, 2, 2, 0, 2, 2, 0, 2, 2];
    squared.forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k] as number, 5);
    });
  });

  it("embeds with another embedder for once, the study's own vectors still fresh", async () => {
    const study = await imported();
    const [effects, out] = [quietEffects(), join(study, "out")];
    expect(await embedStudy(study, effects)).toMatchObject({embedder: "hash-ngram-512"});
    const other = await embedStudy(study, effects, "one-hot");
    // equal places share a vector, whatever the query
    expect(other).toEqual({embedder: "one-hot-2", embedded: 2, truncated: 0});
    const vectors = (await studyStatus(study, out, "0")).find(({stage}) => stage === "vectors");
    expect(vectors?.state).toBe("fresh");
  });

  it.each([
    [{name: "hash-ngram-512", prefix: "x"}, "hash-ngram-512 must have no options; got prefix"],
    ["choice-probabilities", "got no choices in a, "],
    ["some-model", 'or a model\'s folder; got "some-model"']
  ])("refuses %j in a line", async (embedder, message) => {
    const study = await imported(embedder);
    await expect(embedStudy(study, quietEffects())).rejects.toThrow(message);
  });

  it("looks for a model's folder from the study's", async () => {
    const study = await imported("models/mine");
    mkdirSync(join(study, "models/mine"), {recursive: true});
    writeFileSync(join(study, "models/mine/config.json"), '{"hidden_size": 4}');
    await expect(embedStudy(study, quietEffects())).rejects.toThrow(
      "embed: model's folder must hold tokenizer.json; got "
    );
  });
});
