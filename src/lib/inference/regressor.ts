/**
 * What a regression method knows once it has seen the labels: for any group of models, predictions by a
 * fit that has not seen that group. A prediction for a group never depends on the group's own labels,
 * so a model without a label can take part with any number in its place, as long as it is in the group.
 */
export interface HeldOut {
  /** Predictions for the members of `group` (positions), in that order. */
  predict(group: readonly number[]): Float64Array;
}

/**
 * A regression method bound to where the models are. Everything that does not depend on labels is done
 * once, so that thousands of relabellings are cheap; everything that does (a penalty, say) is repeated
 * for each.
 */
export type Regressor = (labels: Float64Array) => HeldOut;

/** A classification method bound to where the models are; labels are class numbers 0 … C − 1. */
export type Classifier = (labels: Int32Array) => {
  /** Predicted classes of the members of `group`, in that order, by a fit that has not seen them. */
  predict(group: readonly number[]): Int32Array;
};
