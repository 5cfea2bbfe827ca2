import {mostReplicates} from "../schema/study.js";
import type {ResponseRow} from "../schema/tables.js";

/** What an answer is known by. */
export type AnswerId = Pick<ResponseRow, "model_id" | "query_id" | "replicate">;

/**
 * Answers by (model, query, replicate), numbered from 0 in the order they are added: some 50 bytes
 * each, where rows or keys of text would take hundreds, and no object of its own that a garbage
 * collector would have to visit. Open addressing.
 */
export class AnswerIndex {
  private readonly models = new Names();
  private readonly blocks = new Names();
  private readonly queryIds: string[] = [];
  private readonly modelAt: number[] = [];
  private readonly cellAt: number[] = [];
  /** numbers of answers by the hash of what they are known by, plus 1; 0 is free */
  private slots = new Int32Array(1024);

  get size(): number {
    return this.modelAt.length;
  }

  /** The number of an answer, if it is there. */
  find(answer: AnswerId): number | undefined {
    const [model, block] = [this.models.find(answer.model_id), this.blocks.find(blockOf(answer))];
    if (model === undefined || block === undefined) return undefined;
    const number = this.slots[this.slotOf(model, cellOf(block, answer))] as number;
    return number === 0 ? undefined : number - 1;
  }

  /** Adds an answer that is not there. @returns its number */
  add(answer: AnswerId): number {
    const [model, block] = [
      this.models.number(answer.model_id),
      this.blocks.number(blockOf(answer))
    ];
    this.queryIds[block] = answer.query_id;
    if (2 * (this.size + 1) > this.slots.length) this.grow();
    this.modelAt.push(model);
    this.cellAt.push(cellOf(block, answer));
    this.place(this.size - 1);
    return this.size - 1;
  }

  /** Models in the order they first came. */
  modelsSeen(): readonly string[] {
    return this.models.all;
  }

  /** The model and the query of the n-th answer. */
  pair(n: number): Pick<AnswerId, "model_id" | "query_id"> {
    const block = Math.floor((this.cellAt[n] as number) / mostReplicates);
    const model_id = this.models.all[this.modelAt[n] as number] as string;
    return {model_id, query_id: this.queryIds[block] as string};
  }

  private place(number: number): void {
    const slot = this.slotOf(this.modelAt[number] as number, this.cellAt[number] as number);
    this.slots[slot] = number + 1;
  }

  private grow(): void {
    this.slots = new Int32Array(2 * this.slots.length);
    for (let number = 0; number < this.size; number++) this.place(number);
  }

  /** The slot of a model's cell, or the free one where it belongs. */
  private slotOf(model: number, cell: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hashOf(model, cell) & mask; ; slot = (slot + 1) & mask) {
      const number = (this.slots[slot] as number) - 1;
      if (number < 0 || (this.modelAt[number] === model && this.cellAt[number] === cell))
        return slot;
    }
  }
}

/** Names as numbers from 0, in the order they first come. */
class Names {
  readonly all: string[] = [];
  private readonly numbers = new Map<string, number>();

  find(name: string): number | undefined {
    return this.numbers.get(name);
  }

  number(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.all.length);
    return this.all.push(name) - 1;
  }
}

/** A query and a thousand of its replicates, so that a cell of a model is one number. */
function blockOf({query_id, replicate}: AnswerId): string {
  return `${Math.floor(replicate / mostReplicates)}/${query_id}`;
}

function cellOf(block: number, {replicate}: AnswerId): number {
  return block * mostReplicates + (replicate % mostReplicates);
}

/** Cells that differ in high bits only are 2³² apart, which no study reaches. */
function hashOf(model: number, cell: number): number {
  const mixed = Math.imul(cell | 0, 0x9e3779b1) ^ Math.imul(model + 1, 0x85ebca6b);
  const again = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
  return again ^ (again >>> 13);
}
