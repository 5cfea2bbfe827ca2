import {DomainError} from "../core/errors.js";
import type {Regressor} from "./regressor.js";

/** The baseline every method must beat: the mean label of the models outside the group, of which there must be one. */
export const meanRegressor: Regressor = (labels) => {
  const total = labels.reduce((sum, v) => sum + v, 0);
  return {
    predict(group) {
      const left = labels.length - group.length;
      if (left < 1)
        throw new DomainError(
          `mean: a model must be left to learn from; got a group of all ${labels.length}`
        );
      let rest = total;
      for (const i of group) rest -= labels[i]!;
      return new Float64Array(group.length).fill(rest / left);
    }
  };
};
