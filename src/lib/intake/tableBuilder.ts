import type {DataError} from "../core/errors.js";
import {oneLine} from "../core/oneLine.js";
import {sha256} from "../core/sha256.js";
import type {QueryTableRow, ResponseRow, ScoreRow} from "../schema/tables.js";
import {AnswerIndex} from "./answerIndex.js";
import {responseOf} from "./draftRows.js";
import {invalidFile} from "./readJson.js";
import {attempt, isRefusal} from "./refusal.js";
import {type ListedRemarks, Remarks} from "./remarks.js";
import {SourceRefs} from "./sourceRefs.js";
import {textHash} from "./textHash.js";
import type {IntakeRow, QueryDraft, ResponseDraft, ScoreDraft, SetupDraft} from "./types.js";
import {wellFormed, wellFormedRow} from "./wellFormed.js";

/** What an import gives: rows of the canonical tables, and the notes, each with how often it came. */
export interface ImportedTables extends ListedRemarks {
  readonly models: readonly string[];
  readonly queries: readonly QueryTableRow[];
  /** none, if a sink took them */
  readonly responses: readonly ResponseRow[];
  readonly scores: readonly ScoreRow[];
  /** how the models were asked, each fact once */
  readonly setups: readonly Omit<SetupDraft, "kind">[];
}

/** Takes an answer as soon as it is known to be a new one, with its query; a promise is waited for. */
export type ResponseSink = (row: ResponseRow, query: QueryTableRow) => void | Promise<void>;

/**
 * Assembles the rows of any importer into canonical tables. Queries are joined by id, else by the
 * hash of their text, never by their order; a later row fills in what an earlier one left open. An
 * answer whose query id stands for another text, or that differs from an earlier one of its (model,
 * query, replicate), is refused and the earlier kept; so is a second value of a score. Lone
 * surrogates, which no UTF-8 file can hold, become U+FFFD.
 *
 * @param sink where the answers go; without one they are collected. With one, what is kept of an
 * answer is some 100 bytes, whatever it says, and a repetition is told by a hash of 53 bits
 */
export async function buildTables(
  rows: AsyncIterable<IntakeRow>,
  sink?: ResponseSink
): Promise<ImportedTables> {
  const responses: ResponseRow[] = [];
  const builder = new TableBuilder(sink ?? ((row) => void responses.push(row)));
  for await (const row of rows) {
    const pending = builder.add(row);
    if (pending) await pending;
  }
  return {...builder.finish(), responses};
}

class TableBuilder {
  private readonly models = new Set<string>();
  private readonly queries = new Map<string, QueryTableRow>();
  private readonly idsOfText = new Map<string, string>();
  private readonly answers = new AnswerIndex();
  /** what the answers say, as hashes, and where they stand, in the order of the index */
  private readonly contents: number[] = [];
  private readonly places = new SourceRefs();
  private readonly scores = new Map<string, ScoreRow>();
  private readonly setups = new Map<string, Omit<SetupDraft, "kind">>();
  private readonly remarks = new Remarks();

  constructor(private readonly sink: ResponseSink) {}

  add(row: IntakeRow): void | Promise<void> {
    if (row.kind === "response") return this.addOrRefuse(row);
    if (row.kind === "note") this.remarks.note(row);
    else if (row.kind === "score") this.addScore(row);
    else if (row.kind === "setup") this.addSetup(row);
    else this.remarks.refuse(row);
  }

  finish(): Omit<ImportedTables, "responses"> {
    return {
      models: [...this.models],
      queries: [...this.queries.values()],
      scores: [...this.scores.values()],
      setups: [...this.setups.values()],
      ...this.remarks.listed()
    };
  }

  private addScore({kind: _, ...score}: ScoreDraft): void {
    const row = wellFormedRow(score);
    const {model_id, metric} = row;
    // JSON's 1e999 is infinite, and its keys may be empty.
    if (!Number.isFinite(row.value) || metric === "") {
      this.remarks.note({kind: "note", code: "SCORE_NOT_A_NUMBER", model_id, detail: metric});
      return;
    }
    const key = JSON.stringify([model_id, row.query_id, row.replicate, row.metric, row.filter]);
    const earlier = this.scores.get(key);
    this.models.add(model_id);
    if (earlier && earlier.value !== row.value) {
      const reason = `a score must have one value; got ${row.value} after ${earlier.value}`;
      this.remarks.refuse({source_ref: oneLine(key), reason});
    }
    if (!earlier) this.scores.set(key, row);
  }

  private addSetup({kind: _, ...setup}: SetupDraft): void {
    const row = wellFormedRow(setup);
    this.setups.set(JSON.stringify(row), row);
  }

  /** An answer that contradicts an earlier one is refused; the earlier stays. */
  private addOrRefuse(draft: ResponseDraft): void | Promise<void> {
    const found = attempt(draft.source_ref, () => this.addResponse(draft));
    if (found === undefined) return;
    // What the sink throws is no fault of the record.
    if (!isRefusal(found)) return this.sink(found.row, found.query);
    this.remarks.refuse(found);
  }

  /** @returns the row, if it is new */
  private addResponse(draft: ResponseDraft) {
    const model_id = wellFormed(draft.model_id);
    const query = this.addQuery(draft.query, draft.source_ref);
    this.models.add(model_id);
    if (draft.response_text === null) {
      this.remarks.note({
        kind: "note",
        code: "NO_ANSWER",
        model_id,
        detail: "rows without an answer"
      });
      return undefined;
    }
    const row = responseOf(draft, model_id, query);
    const content = textHash(row.response_text, row.status, row.choices);
    const earlier = this.answers.find(row);
    if (earlier === undefined) {
      this.answers.add(row);
      this.contents.push(content);
      this.places.push(row.source_ref);
      return {row, query};
    }
    if (this.contents[earlier] !== content)
      throw repeated(draft, query.query_id, this.places.at(earlier));
    this.remarks.note({kind: "note", code: "REPEATED", model_id, detail: "equal answers"});
    return undefined;
  }

  private addQuery(draft: QueryDraft, where: string): QueryTableRow {
    const query_text = wellFormed(draft.query_text);
    const known = this.idsOfText.get(query_text);
    const query_hash = known ? (this.queries.get(known)?.query_hash ?? "") : sha256(query_text);
    const query_id = draft.query_id
      ? wellFormed(draft.query_id)
      : (known ?? query_hash.slice(0, 16));
    const earlier = this.queries.get(query_id);
    if (earlier && earlier.query_text !== query_text)
      throw invalidRow(where, `query ${query_id} must have one text`, query_text);
    const row = wellFormedRow({
      query_id,
      query_text,
      dataset: earlier?.dataset ?? draft.dataset ?? null,
      category: earlier?.category ?? draft.category ?? null,
      target: earlier?.target ?? draft.target ?? null,
      query_hash
    });
    this.queries.set(query_id, row);
    if (known === undefined) this.idsOfText.set(query_text, query_id);
    return row;
  }
}

function repeated(draft: ResponseDraft, query_id: string, earlier: string): DataError {
  const {model_id, replicate} = draft;
  const got = `${JSON.stringify({model_id, query_id, replicate})} again, first in ${earlier}`;
  return invalidRow(draft.source_ref, "(model, query, replicate) must be unique", got);
}

function invalidRow(where: string, expectation: string, got: string): DataError {
  return invalidFile(where, expectation, got.length > 160 ? `${got.slice(0, 160)}…` : got);
}
