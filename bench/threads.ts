import {existsSync} from "node:fs";
import {join} from "node:path";
import {openStudy} from "../loaders/study/openStudy.js";
import {nodeHands, nodePause} from "../src/worker/nodeHands.js";
import {runWorkflow} from "../src/workflows/run.js";
import {alternate, print} from "./alternate.js";

/*
 * Long resamplings on two threads against one: a thread that runs already, and one that must be started
 * for the run. The study is the project's own, published by `npm run data`.
 */
const folder = join("src", "data", "exposure");
const lengths = [20_000, 100_000, 400_000];

if (!existsSync(join(folder, "study.json"))) {
  print("threads: npm run data first, which publishes the study this is measured on");
  process.exit(1);
}
const study = await openStudy(folder);

/** One run; a seed for each, so that nothing is remembered. */
function run(permutations: number, hands?: ReturnType<typeof nodeHands>) {
  const host = {version: "bench", now: () => performance.now(), pause: nodePause};
  return runWorkflow(study, "regression", {permutations}, {...host, ...(hands ? {hands} : {})});
}

async function withNew(permutations: number) {
  const hands = nodeHands(1);
  await run(permutations, hands);
  hands.close();
}

const running = nodeHands(1);
for (const permutations of lengths) {
  const one = {name: "one thread", run: () => run(permutations)};
  const count = permutations.toLocaleString("en");
  const two = {name: "two, the second running", run: () => run(permutations, running)};
  await alternate(`${count} shuffles, two threads against one`, [two, one], {rounds: 5});
  const fresh = {name: "two, the second to be started", run: () => withNew(permutations)};
  await alternate(`${count} shuffles, started for the run`, [fresh, one], {rounds: 5});
}
running.close();
