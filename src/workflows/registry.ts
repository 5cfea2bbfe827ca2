import type {Workflow} from "../runtime/workflow.js";
import {classification} from "./classification.js";
import {regression} from "./regression.js";
import {space} from "./space.js";

/** Every named analysis, by the name typed after `vantage run`. */
export const workflows: ReadonlyMap<string, Workflow> = new Map(
  [space, regression, classification].map((workflow) => [workflow.name, workflow as Workflow])
);
