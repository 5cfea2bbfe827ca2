import {mostReplicates} from "../schema/study.js";
import type {ResponseRow} from "../schema/tables.js";

/** What an answer is known by. */
export type AnswerId = Pick<ResponseRow, "model_id" | "query_id" | "replicate">;

/**
 * Answers by (model, query, replicate), numbered from 0 in the order they are added: some 60 bytes
 * each, where rows or keys of text would take hundreds.
 */
export class AnswerIndex {
  private readonly models = new Map<string, {readonly at: number; cells: Map<number, number>}>();
  private readonly modelIds: string[] = [];
  private readonly queries = new Map<string, number>();
  private readonly queryIds: string[] = [];
  private readonly modelAt: number[] = [];
  private readonly queryAt: number[] = [];

  get size(): number {
    return this.modelAt.length;
  }

  /** The number of an answer, if it is there. */
  find(answer: AnswerId): number | undefined {
    const query = this.queries.get(blockOf(answer));
    if (query === undefined) return undefined;
    return this.models.get(answer.model_id)?.cells.get(cellOf(query, answer));
  }

  /** Adds an answer that is not there. @returns its number */
  add(answer: AnswerId): number {
    const model = this.model(answer.model_id);
    const query = this.query(answer);
    const number = this.size;
    model.cells.set(cellOf(query, answer), number);
    this.modelAt.push(model.at);
    this.queryAt.push(query);
    return number;
  }

  /** Models in the order they first came. */
  modelsSeen(): readonly string[] {
    return this.modelIds;
  }

  /** The model and the query of the n-th answer. */
  pair(n: number): Pick<AnswerId, "model_id" | "query_id"> {
    const model_id = this.modelIds[this.modelAt[n] as number] as string;
    return {model_id, query_id: this.queryIds[this.queryAt[n] as number] as string};
  }

  private model(id: string) {
    const known = this.models.get(id);
    if (known) return known;
    const model = {at: this.modelIds.length, cells: new Map<number, number>()};
    this.models.set(id, model);
    this.modelIds.push(id);
    return model;
  }

  private query(answer: AnswerId): number {
    const block = blockOf(answer);
    const known = this.queries.get(block);
    if (known !== undefined) return known;
    this.queries.set(block, this.queryIds.length);
    return this.queryIds.push(answer.query_id) - 1;
  }
}

/** A query and a thousand of its replicates, so that a cell of a model is one small number. */
function blockOf({query_id, replicate}: AnswerId): string {
  return `${Math.floor(replicate / mostReplicates)}/${query_id}`;
}

function cellOf(query: number, {replicate}: AnswerId): number {
  return query * mostReplicates + (replicate % mostReplicates);
}
