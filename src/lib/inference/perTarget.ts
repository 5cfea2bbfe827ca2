import type {Matrix} from "../core/matrix.js";
import {outsideOf} from "./folds.js";
import type {Classifier, Regressor} from "./regressor.js";

/** The space of some models (positions): their coordinates or distances, in the order given. */
export type SpaceOf = (members: readonly number[]) => Matrix;

/** Per target, a space and the method bound to it. */
interface Bound<Method> {
  readonly members: readonly number[];
  readonly last: readonly number[];
  readonly method: Method;
}

/**
 * Regression in a space of its own for every target: the models outside the group plus that one target,
 * so that other held-out models have no part in it (`references+target` induction).
 *
 * @param n number of models
 * @param spaceOf makes the space of some models, the target last
 * @param bind binds a method to such a space, e.g. `olsRegressor`
 */
export function perTargetRegressor(
  n: number,
  spaceOf: SpaceOf,
  bind: (space: Matrix) => Regressor
): Regressor {
  const boundOf = bindings(n, spaceOf, bind);
  return (labels) => ({
    predict: (group) =>
      Float64Array.from(boundOf(group), ({members, last, method}) => {
        const own = Float64Array.from(members, (i) => labels[i]!);
        return method(own).predict(last)[0]!;
      })
  });
}

/**
 * Classification in a space of its own for every target; see `perTargetRegressor`.
 *
 * @param n number of models
 * @param spaceOf makes the space of some models, the target last
 * @param bind binds a method to such a space
 */
export function perTargetClassifier(
  n: number,
  spaceOf: SpaceOf,
  bind: (space: Matrix) => Classifier
): Classifier {
  const boundOf = bindings(n, spaceOf, bind);
  return (labels) => ({
    predict: (group) =>
      Int32Array.from(boundOf(group), ({members, last, method}) => {
        const own = Int32Array.from(members, (i) => labels[i]!);
        return method(own).predict(last)[0]!;
      })
  });
}

/** The spaces a group needs, kept between relabellings by the identity of the group. */
function bindings<Method>(n: number, spaceOf: SpaceOf, bind: (space: Matrix) => Method) {
  const known = new WeakMap<readonly number[], readonly Bound<Method>[]>();
  return (group: readonly number[]): readonly Bound<Method>[] => {
    const kept = known.get(group);
    if (kept !== undefined) return kept;
    const rest = outsideOf(group, n);
    const bound = group.map((target) => {
      const members = [...rest, target];
      return {members, last: [rest.length], method: bind(spaceOf(members))};
    });
    known.set(group, bound);
    return bound;
  };
}
