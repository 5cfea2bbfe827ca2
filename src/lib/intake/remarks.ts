import {oneLine} from "../core/oneLine.js";
import type {IntakeNote, IntakeRefusal} from "./types.js";
import {wellFormed} from "./wellFormed.js";

/** What an import says of its logs besides the tables. */
export interface ListedRemarks {
  /** of very many different ones the first, and the others counted by code and model */
  readonly notes: readonly (IntakeNote & {readonly count: number})[];
  /** records and files that could not be imported, and why; of very many the first */
  readonly refused: readonly Omit<IntakeRefusal, "kind">[];
  /** how many there were, listed or not */
  readonly refusedCount: number;
}

/** Refusals, and different notes, that are listed; a file of the wrong kind may give one a line. */
const mostListed = 1000;

const others = "further notes of this kind";

/** Collects notes, equal ones counted, and refusals, as one line each. */
export class Remarks {
  private readonly notes = new Map<string, IntakeNote & {count: number}>();
  private readonly refused: Omit<IntakeRefusal, "kind">[] = [];
  private refusedCount = 0;

  note(note: IntakeNote): void {
    const shown = {...note, model_id: wellFormed(note.model_id), detail: oneLine(note.detail)};
    const key = JSON.stringify([shown.code, shown.model_id, shown.detail]);
    const count = (this.notes.get(key)?.count ?? 0) + 1;
    if (count > 1 || this.notes.size < mostListed || shown.detail === others)
      this.notes.set(key, {...shown, count});
    else this.note({...shown, detail: others});
  }

  refuse({source_ref, reason}: Omit<IntakeRefusal, "kind">): void {
    this.refusedCount++;
    if (this.refused.length < mostListed) this.refused.push({source_ref, reason});
  }

  listed(): ListedRemarks {
    return {
      notes: [...this.notes.values()],
      refused: this.refused,
      refusedCount: this.refusedCount
    };
  }
}
