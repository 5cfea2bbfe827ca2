import type {Regressor} from "./regressor.js";

/** The baseline every method must beat: the mean label of the models outside the group. */
export const meanRegressor: Regressor = (labels) => {
  const total = labels.reduce((sum, v) => sum + v, 0);
  return {
    predict(group) {
      let rest = total;
      for (const i of group) rest -= labels[i]!;
      return new Float64Array(group.length).fill(rest / (labels.length - group.length));
    }
  };
};
