import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {answerKey} from "../../../loaders/embed/embedResponses.js";
import {openEmbedder} from "../../../loaders/embed/openEmbedder.js";
import {growingRowsKey, rowsKey} from "../../../loaders/store/contentKey.js";
import {readTable} from "../../../loaders/store/tables.js";
import {digestAnswers} from "../../../loaders/study/digestAnswers.js";
import {readStudy} from "../../../loaders/study/readStudy.js";
import {studyResponses} from "../../../loaders/study/studyResponses.js";
import {describeStudy} from "../../../src/lib/study/describeStudy.js";
import {gridOfAnswers} from "../../../src/lib/study/gridOfAnswers.js";
import {answers, importAnswers} from "../answersStudy.js";
import {temporaryFolders} from "../temporaryFolder.js";

const folder = temporaryFolders();

describe("digestAnswers", () => {
  it("serves the grid, the facts and the name of a table as its whole rows do", async () => {
    const directory = folder();
    await importAnswers(directory, answers());
    const study = await readStudy(join(directory, "study"));
    const rows = (await readTable(study.directory, "responses")) ?? [];
    const asked = await studyResponses(study);
    const embedder = await openEmbedder(study, asked.responses);
    const key = growingRowsKey();
    const digests = await digestAnswers(asked.responses, embedder, key.add);
    expect(key.finish()).toBe(rowsKey(rows));

    const ids = [study.models.map((row) => row.model_id), study.queries.map((row) => row.query_id)];
    const [models = [], queries = []] = ids;
    const {replicates} = study.spec;
    const keyOf = (row: (typeof rows)[number]) => answerKey(embedder, row);
    expect(gridOfAnswers(digests, models, queries, replicates, (row) => row.key)).toEqual(
      gridOfAnswers(rows, models, queries, replicates, keyOf)
    );

    const data = {models: "", queries: "", responses: ""};
    const described = (responses: typeof digests | typeof rows) =>
      describeStudy(study, {...asked, responses}, embedder, [], data);
    expect(described(digests)).toEqual(described(rows));
    expect(described(digests).covariates).toHaveProperty("mean_length");
  });
});
