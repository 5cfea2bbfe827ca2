import type {WorkflowNode} from "../runtime/workflowNodes.js";
import {type CellStatus, statusSentences} from "./cellStatus.js";

/** A node as its box tells of it. */
export interface NodeWords {
  readonly name: string;
  readonly kind: WorkflowNode["kind"];
  /** what it does or is, as a sentence */
  readonly says: string;
}

/** How many characters fit into a box. */
const roomFor = 14;

/** An input's value as text; a filter that keeps all, or a choice left to the study, is empty. */
export function inputWord(value: unknown): string {
  return value === "" || value === undefined ? "not set" : String(value);
}

/** As much of a text as a box has room for. */
export function shortened(text: string): string {
  const characters = [...text];
  return characters.length > roomFor ? `${characters.slice(0, roomFor - 1).join("")}…` : text;
}

/**
 * What is to say of a node, in sentences.
 *
 * @param now a cell's status, or an input's value
 */
export function nodeSentences({name, kind, says}: NodeWords, now: unknown): string {
  const state =
    kind === "cell"
      ? statusSentences(now as CellStatus)
      : kind === "input"
        ? `It is ${inputWord(now)}.`
        : "";
  return [`${name}:`, says, state].filter(Boolean).join(" ");
}
