import type {Workflow} from "../runtime/workflow.js";
import {classification} from "./classification.js";
import {pair} from "./pair.js";
import {regression} from "./regression.js";
import {space} from "./space.js";

/** Every named analysis, by the name typed after `vantage run`. */
export const workflows: ReadonlyMap<string, Workflow> = new Map(
  [space, regression, classification, pair].map((workflow) => [workflow.name, workflow as Workflow])
);

/** Those whose result under a study's defaults is published; the others answer what a reader asks. */
export const publishedWorkflows: ReadonlyMap<string, Workflow> = new Map(
  [...workflows].filter(([name]) => name !== pair.name)
);
