import {describe, expect, it} from "vitest";
import {DomainError} from "../../../src/lib/core/errors.js";
import {type Matrix, matrix} from "../../../src/lib/core/matrix.js";
import {squaredDistances, squareForm} from "../../../src/lib/geometry/distances.js";
import {accuracy, classificationMetrics} from "../../../src/lib/inference/classificationMetrics.js";
import {crossClassify} from "../../../src/lib/inference/crossValidate.js";
import {
  classifyFisher,
  fisher,
  fisherProjections,
  projectFisher
} from "../../../src/lib/inference/fisher.js";
import {fisherClassifier} from "../../../src/lib/inference/fisherClassifier.js";
import {leaveOneModelOut, outsideOf} from "../../../src/lib/inference/folds.js";
import {nearestClassifier} from "../../../src/lib/inference/nearest.js";
import {perTargetClassifier} from "../../../src/lib/inference/perTarget.js";
import {kendall} from "../../../src/lib/inference/rankCorrelation.js";
import {selectRows} from "../../../src/lib/linalg/vectors.js";
import {stream} from "../../../src/lib/random/stream.js";
import golden from "../../golden/inference/data.json" with {type: "json"};

const [n, d] = golden.shape as [number, number];
const X = matrix(n, d, Float64Array.from(golden.X));
const folds = leaveOneModelOut(n);

describe("fisher", () => {
  it("classifies held-out models as scikit-learn's discriminant does", () => {
    for (const [name, classes] of [
      ["two", 2],
      ["three", 3]
    ] as const) {
      const labels = Int32Array.from(golden.lda[name].labels);
      const predicted = crossClassify(fisherClassifier(X, classes), labels, folds);
      expect([...predicted]).toEqual(golden.lda[name].byModel);
    }
  });

  it("classifies alike fold by fold whether refitted or updated", () => {
    const random = stream(3, "fisher");
    for (let round = 0; round < 20; round++) {
      const labels = Int32Array.from({length: n}, () => random.integer(3));
      const group = [...random.sample(n, 4)];
      const rest = outsideOf(group, n);
      const fit = fisher(
        selectRows(X, rest),
        Int32Array.from(rest, (i) => labels[i]!),
        3
      );
      const refitted = classifyFisher(fit, selectRows(X, group));
      expect(fisherClassifier(X, 3)(labels).predict(group)).toEqual(refitted);
    }
  });

  it("falls back on the pseudo-inverse when axes outnumber models", () => {
    const random = stream(4, "wide");
    const wide = matrix(8, 7, Float64Array.from({length: 56}, random.normal));
    const labels = Int32Array.of(0, 1, 0, 1, 0, 1, 0, 1);
    const predicted = fisherClassifier(wide, 2)(labels).predict([0, 1]);
    const rest = [2, 3, 4, 5, 6, 7];
    const fit = fisher(selectRows(wide, rest), Int32Array.of(0, 1, 0, 1, 0, 1), 2);
    expect(predicted).toEqual(classifyFisher(fit, selectRows(wide, [0, 1])));
  });

  it("predicts the only class left to learn from", () => {
    const labels = new Int32Array(n).fill(1, 1);
    expect([...fisherClassifier(X, 2)(labels).predict([0])]).toEqual([1]);
  });

  it("moves the threshold towards the rarer class", () => {
    const line = matrix(5, 1, Float64Array.of(-1, 1, 9, 10, 11));
    const few = fisher(line, Int32Array.of(0, 0, 1, 1, 1), 2);
    expect([...classifyFisher(few, matrix(2, 1, Float64Array.of(5, 4.8)))]).toEqual([1, 0]);
  });

  it("projects on the axis between two classes, out of fold", () => {
    const labels = Int32Array.from(golden.lda.two.labels);
    const inSample = projectFisher(fisher(X, labels, 2), X);
    const outOfFold = fisherProjections(X, labels, folds);
    expect(kendall(inSample, outOfFold)).toBeGreaterThan(0.7);
    const none = fisherProjections(X, labels, folds.slice(1));
    expect(none[0]).toBeNaN();
  });

  it("refuses one class, as many classes as models, and three classes to project", () => {
    expect(() => fisher(X, new Int32Array(n), 2)).toThrow(
      new DomainError("fisher: at least two classes must have models; got 1")
    );
    expect(() => fisher(selectRows(X, [0, 1]), Int32Array.of(0, 1), 2)).toThrow(DomainError);
    const three = fisher(X, Int32Array.from(golden.lda.three.labels), 3);
    expect(() => projectFisher(three, X)).toThrow(DomainError);
  });
});

describe("nearestClassifier", () => {
  const at = (...places: number[]): Matrix =>
    squareForm(
      squaredDistances(matrix(places.length, 1, Float64Array.from(places))),
      places.length
    );

  it("gives a tied vote to the class with the nearer member", () => {
    const table = at(0, 1, -2, 9);
    const labels = Int32Array.of(0, 1, 0, 1);
    expect(nearestClassifier(table, {neighbors: 2})(labels).predict([0])[0]).toBe(1);
  });

  it("gives a vote tied at equal distance to the first class, wherever its member stands", () => {
    const table = at(0, 1, -1);
    for (const labels of [Int32Array.of(0, 0, 1), Int32Array.of(0, 1, 0)])
      expect(nearestClassifier(table, {neighbors: 2})(labels).predict([0])[0]).toBe(0);
    const rounded = at(0, 1, -1 - 1e-13);
    expect(nearestClassifier(rounded, {neighbors: 2})(Int32Array.of(0, 1, 0)).predict([0])[0]).toBe(
      0
    );
  });

  it("lets the majority win among more", () => {
    const table = at(0, 1, -2, 3, 50);
    const labels = Int32Array.of(0, 1, 0, 0, 1);
    expect(nearestClassifier(table, {neighbors: 3})(labels).predict([0])[0]).toBe(0);
  });

  it("counts all models tied with the last one consulted", () => {
    const table = at(0, 0, 0, 0, 8);
    const labels = Int32Array.of(0, 1, 2, 2, 0);
    expect(nearestClassifier(table)(labels).predict([0])[0]).toBe(2);
  });

  it("works in a space per target as well", () => {
    const table = at(0, 1, 5, 6);
    const spaceOf = (members: readonly number[]) => at(...members.map((i) => [0, 1, 5, 6][i]!));
    const labels = Int32Array.of(0, 0, 1, 1);
    const shared = crossClassify(nearestClassifier(table), labels, leaveOneModelOut(4));
    const own = perTargetClassifier(4, spaceOf, nearestClassifier);
    expect(crossClassify(own, labels, leaveOneModelOut(4))).toEqual(shared);
  });
});

describe("classificationMetrics", () => {
  it("equals scikit-learn", () => {
    const {observed, predicted, balancedAccuracy, confusion} = golden.classes;
    const metrics = classificationMetrics(Int32Array.from(observed), Int32Array.from(predicted), 2);
    expect(metrics.balancedAccuracy).toBeCloseTo(balancedAccuracy, 12);
    expect([...metrics.confusion.data]).toEqual(confusion);
    expect(metrics.accuracy).toBe(accuracy(Int32Array.from(observed), Int32Array.from(predicted)));
  });

  it("takes chance from all models, and leaves classes without members out of the mean", () => {
    const observed = Int32Array.of(0, 0, 0, 1);
    const metrics = classificationMetrics(observed, Int32Array.of(0, 0, 2, 1), 3);
    expect(metrics).toMatchObject({chance: 0.75, accuracy: 0.75});
    expect(metrics.balancedAccuracy).toBeCloseTo((2 / 3 + 1) / 2, 12);
  });
});
