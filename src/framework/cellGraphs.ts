import {cellGraph} from "../components/cellGraph.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {workflowNodes} from "../runtime/workflowNodes.js";
import {workflows} from "../workflows/registry.js";
import type {RunResult} from "../workflows/results.js";

/**
 * The published analyses as graphs of their steps. Here and not in components, since a page should not
 * load the analyses to show how they are made.
 */
export function cellGraphs(
  document: Document,
  study: Pick<PublishedStudy, "kind">,
  runs: Readonly<Record<string, RunResult>>
): HTMLElement[] {
  return [...workflows.values()].flatMap((workflow) => {
    const run = runs[workflow.name];
    if (!run) return [];
    const {inputs} = run;
    const nodes = workflowNodes(workflow);
    return [cellGraph({document, study, workflow: workflow.name, nodes, inputs})];
  });
}
