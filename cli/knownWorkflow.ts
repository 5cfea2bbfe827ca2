import {DomainError} from "../src/lib/core/errors.js";
import {suggestion} from "../src/lib/schema/nearestName.js";
import type {Workflow} from "../src/runtime/workflow.js";
import {workflows} from "../src/workflows/registry.js";

/** The analysis of a name typed after a verb. @throws DomainError naming the nearest one */
export function knownWorkflow(verb: string, name: string): Workflow {
  const workflow = workflows.get(name);
  if (workflow) return workflow;
  const names = [...workflows.keys()];
  throw new DomainError(
    `${verb}: workflow must be one of ${names.join(", ")}; got ${name}${suggestion(name, names)}`,
    "INPUT"
  );
}
