import {DataError} from "../core/errors.js";
import {oneLine} from "../core/oneLine.js";
import type {IntakeRefusal} from "./types.js";

/** An error about data as a refusal: where the error says, else `where`. */
export function refusalOf(where: string, {issues, message}: DataError): IntakeRefusal {
  const source_ref = issues[0]?.path ?? oneLine(where);
  const prefix = `${source_ref}: `;
  const reason = message.startsWith(prefix) ? message.slice(prefix.length) : message;
  return {kind: "refusal", source_ref, reason};
}

/** What `work` gives, or, if it throws a DataError, the refusal of the record at `where`. */
export function attempt<T>(where: string, work: () => T): T | IntakeRefusal {
  try {
    return work();
  } catch (error) {
    if (error instanceof DataError) return refusalOf(where, error);
    throw error;
  }
}

export function isRefusal(value: object): value is IntakeRefusal {
  return "kind" in value && value.kind === "refusal";
}
