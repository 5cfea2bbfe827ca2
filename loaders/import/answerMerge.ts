import {randomUUID} from "node:crypto";
import {AnswerIndex} from "../../src/lib/intake/answerIndex.js";
import {textHash} from "../../src/lib/intake/textHash.js";
import {type QueryTableRow, type ResponseRow, responseStatus} from "../../src/lib/schema/tables.js";
import {isAnswer} from "../embed/embedResponses.js";
import {storePath} from "../store/ledger.js";
import {createResponseSpool, type ResponseSpool} from "../store/responseSpool.js";
import {streamTable, tablePath} from "../store/tables.js";
import {differing, type MergeCounts, type QueryNamer} from "./mergeTables.js";

/**
 * The answers of a study and those an import adds, row by row: the rows go to a spool, and memory
 * holds some 100 bytes of each. Answers are known by (model, query, replicate); one the study has
 * already is kept as it is.
 */
export class AnswerMerge {
  private readonly index = new AnswerIndex();
  /** what the answers say, their statuses and prompts, in the order of the index */
  private readonly contents: number[] = [];
  private readonly statusAt: number[] = [];
  private readonly promptAt: number[] = [];
  private readonly prompts = new Numbering();
  private counted: MergeCounts = {earlier: 0, added: 0, identical: 0, replaced: 0};
  private most = 1;

  private constructor(
    private readonly study: string,
    private readonly nameOf: QueryNamer,
    private readonly replace: boolean,
    private readonly spool?: ResponseSpool
  ) {}

  /**
   * Begins with the answers a study has.
   *
   * @param nameOf the study's id of an imported query
   * @param replace whether an answer that differs takes the earlier one's place
   * @param keep whether rows are kept to be written; without, they are only counted
   */
  static async open(
    study: string,
    {nameOf, replace, keep}: {nameOf: QueryNamer; replace: boolean; keep: boolean}
  ): Promise<AnswerMerge> {
    const folder = storePath(study, `import-${randomUUID()}`);
    const spool = keep ? createResponseSpool(folder) : undefined;
    const merge = new AnswerMerge(study, nameOf, replace, spool);
    try {
      for await (const row of streamTable(study, "responses") ?? []) await merge.hold(row);
    } catch (error) {
      await merge.close();
      throw error;
    }
    return merge;
  }

  get counts(): MergeCounts {
    return this.counted;
  }

  /** Answers after the merge. */
  get size(): number {
    return this.index.size;
  }

  /** One more than the largest number of an answer to a query. */
  get replicates(): number {
    return this.most;
  }

  get models(): readonly string[] {
    return this.index.modelsSeen();
  }

  /**
   * Takes an imported answer.
   *
   * @throws DataError if it differs from the study's, unless `replace`
   */
  add(imported: ResponseRow, query: QueryTableRow): void | Promise<void> {
    const row = {...imported, query_id: this.nameOf(query)};
    const at = this.index.find(row);
    if (at === undefined) return this.count("added", this.append(row));
    if (this.contents[at] === contentOf(row)) return this.count("identical");
    if (!this.replace) return this.refuse(row, at);
    this.describe(row, at);
    return this.count("replaced", this.spool?.add(row, at));
  }

  statuses(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const at of this.statusAt) {
      const status = responseStatus.options[at] as string;
      counts[status] = (counts[status] ?? 0) + 1;
    }
    return counts;
  }

  /** Models and queries of all answers that are no errors. */
  *answered(): Generator<Pick<ResponseRow, "model_id" | "query_id">> {
    for (const [at, number] of this.statusAt.entries()) {
      const status = responseStatus.options[number] as ResponseRow["status"];
      if (isAnswer({status})) yield this.index.pair(at);
    }
  }

  /** All answers with the prompts they were asked with. */
  *asked(): Generator<Pick<ResponseRow, "model_id" | "query_id" | "prompt_hash">> {
    for (const [at, prompt] of this.promptAt.entries())
      yield {...this.index.pair(at), prompt_hash: this.prompts.name(prompt)};
  }

  /** Writes the table of answers, all or nothing. */
  async write(): Promise<void> {
    await this.spool?.write(tablePath(this.study, "responses"));
  }

  /** Removes what is kept in temporary files. */
  async close(): Promise<void> {
    await this.spool?.close();
  }

  private hold(row: ResponseRow): void | Promise<void> {
    this.counted = {...this.counted, earlier: this.counted.earlier + 1};
    const at = this.index.find(row);
    if (at === undefined) return this.append(row);
    // A table of other hands may have an answer twice; the last counts.
    this.describe(row, at);
    return this.spool?.add(row, at);
  }

  private append(row: ResponseRow): void | Promise<void> {
    const at = this.index.add(row);
    this.describe(row, at);
    return this.spool?.add(row, at);
  }

  private describe(row: ResponseRow, at: number): void {
    this.contents[at] = contentOf(row);
    this.statusAt[at] = responseStatus.options.indexOf(row.status);
    this.promptAt[at] = this.prompts.number(row.prompt_hash);
    this.most = Math.max(this.most, row.replicate + 1);
  }

  private count(what: "added" | "identical" | "replaced", pending?: void | Promise<void>) {
    this.counted = {...this.counted, [what]: this.counted[what] + 1};
    return pending;
  }

  private async refuse(row: ResponseRow, at: number): Promise<void> {
    let held: ResponseRow | undefined;
    for await (const other of streamTable(this.study, "responses") ?? [])
      if (this.index.find(other) === at) held = other;
    throw differing([row.model_id, row.query_id, row.replicate], held, row);
  }
}

function contentOf(row: ResponseRow): number {
  return textHash(row.response_text, row.status, row.choices, row.finish_reason, row.params);
}

/** Texts that repeat, as numbers from 0. */
class Numbering {
  private readonly numbers = new Map<string | null, number>();
  private readonly names: (string | null)[] = [];

  number(name: string | null): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  name(number: number): string | null {
    return this.names[number] ?? null;
  }
}
