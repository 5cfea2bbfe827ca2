import {cellGraph} from "../components/cellGraph.js";
import {workflowNodes} from "../runtime/workflowNodes.js";
import {workflows} from "../workflows/registry.js";
import type {RunResult} from "../workflows/results.js";

/**
 * The published analyses as graphs of their steps. Here and not in components, since a page should not
 * load the analyses to show how they are made.
 */
export function cellGraphs(
  document: Document,
  runs: Readonly<Record<string, RunResult>>
): HTMLElement[] {
  return [...workflows.values()].flatMap((workflow) => {
    const run = runs[workflow.name];
    if (!run) return [];
    const {inputs} = run;
    return [cellGraph({document, workflow: workflow.name, nodes: workflowNodes(workflow), inputs})];
  });
}
