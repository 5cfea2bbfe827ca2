import type {Job} from "../runtime/jobs.js";
import {classShuffles} from "./classificationCells.js";
import {amountShuffles} from "./regressionCells.js";

/** Every resampling that other threads can make parts of, by the name they are asked for it. */
export const jobs: ReadonlyMap<string, Job> = new Map(
  [amountShuffles, classShuffles].map((job) => [job.name, job as Job])
);
