import type {Workflow} from "./workflow.js";

/** Something a cell may need, and what it needs itself. */
export interface WorkflowNode {
  readonly name: string;
  readonly kind: "study" | "input" | "cell";
  readonly needs: readonly string[];
}

/**
 * The graph of a workflow as data: the study, the inputs by its schema, the cells, each after all it
 * needs. Inputs that no cell needs are left out: they decide nothing here.
 */
export function workflowNodes({inputs, cells}: Workflow): WorkflowNode[] {
  const needed = new Set([...cells.values()].flatMap(({needs}) => needs));
  const {shape} = inputs as unknown as {readonly shape: object};
  const source = (kind: "study" | "input") => (name: string) => ({name, kind, needs: []});
  return [
    source("study")("study"),
    ...Object.keys(shape).map(source("input")),
    ...[...cells.values()].map(({name, needs}) => ({name, kind: "cell" as const, needs}))
  ].filter(({name, kind}) => kind === "cell" || needed.has(name));
}
