import {
  contextRisk,
  firstAxisTau,
  nearestError,
  newContextError,
  overQueries,
  shuffledLabels,
  variance
} from "./contextSignature.js";
import type {ContextWorld} from "./contextWorld.js";
import {analysisStream} from "./exposureSignature.js";

/** The errors of the nearest labelled model, and how the first direction orders models, by name. */
export function errors(world: ContextWorld, seed: number): Record<string, number> {
  const [random, {greatness: y, contexts}] = [analysisStream(seed), world];
  const found: Record<string, number> = {"variance of y": variance(y)};
  for (const m of [1, 10, 50])
    for (const n of [6, 20, 100])
      found[`relevant: 1-NN error, m = ${m}, n = ${n}`] = overQueries(
        world,
        "relevant",
        m,
        random,
        (X, own) => nearestError(X, y, n, own)
      );
  for (const kind of ["relevant", "orthogonal"] as const) {
    found[`${kind}: 1-NN error, m = 50, new contexts`] = overQueries(world, kind, 50, random, (X) =>
      newContextError(X, y, contexts)
    );
    found[`${kind}: τ of ψ₁ and y without sign, m = 50`] = overQueries(
      world,
      kind,
      50,
      random,
      (X) => firstAxisTau(X, y)
    );
  }
  return found;
}

/** How often the kind of context is told wrong, by name. */
export function risks(world: ContextWorld, seed: number): Record<string, number> {
  const [random, {admiring, contexts}] = [analysisStream(seed), world];
  const found: Record<string, number> = {};
  for (const kind of ["relevant", "orthogonal"] as const)
    for (const m of [2, 10, 50])
      found[`${kind}: risk, m = ${m}`] = overQueries(world, kind, m, random, (X, own) =>
        contextRisk(X, admiring, contexts, own)
      );
  found["relevant, shuffled labels: risk, m = 50"] = overQueries(
    world,
    "relevant",
    50,
    random.split("shuffled"),
    (X, own) => contextRisk(X, shuffledLabels(world, own.split("labels")), contexts, own)
  );
  return found;
}

/** The same of fifty orthogonal questions where contexts weigh more than in the study. */
export function heavyRisk(world: ContextWorld, seed: number): Record<string, number> {
  const random = analysisStream(seed).split("heavy");
  const risk = overQueries(world, "orthogonal", 50, random, (X, own) =>
    contextRisk(X, world.admiring, world.contexts, own)
  );
  return {"orthogonal, context weight 1: risk, m = 50": risk};
}
