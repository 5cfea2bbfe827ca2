import * as fc from "fast-check";
import {describe, expect, it} from "vitest";
import {condensedLength} from "../../../src/lib/core/condensed.js";
import {DataError, ShapeError} from "../../../src/lib/core/errors.js";
import {
  type DistanceFile,
  encodeDistanceTable,
  readDistanceTable
} from "../../../src/lib/tables/distanceTable.js";

const ids = (most: number) => fc.uniqueArray(fc.string({unit: "binary"}), {maxLength: most});
const floats = (length: number, options: fc.FloatConstraints = {}) =>
  fc
    .array(fc.float(options), {minLength: length, maxLength: length})
    .map((values) => Float32Array.from(values));

const anyTable = (options: fc.FloatConstraints = {}) =>
  fc.tuple(ids(6), ids(5)).chain(([models, queries]) =>
    fc.record({
      models: fc.constant(models),
      queries: fc.constant(queries),
      embedderId: fc.string(),
      metric: fc.constantFrom("euclidean" as const, "energy" as const),
      replicates: fc.integer({min: 1, max: 64}),
      encoding: fc.constant("float32" as const),
      hash: fc.string(),
      squared: floats(queries.length * condensedLength(models.length), options),
      dispersion: floats(queries.length * models.length)
    })
  );

describe("distance tables as Arrow streams", () => {
  it("come back as they went, whatever the ids and numbers, NaN included", () => {
    fc.assert(
      fc.property(anyTable(), (table) => {
        expect(readDistanceTable(encodeDistanceTable(table))).toEqual(table);
      })
    );
  });

  it("come back from a part of a larger buffer too", () => {
    const bytes = encodeDistanceTable(small);
    for (const offset of [1, 3, 4, 8]) {
      const larger = new Uint8Array(bytes.length + 16);
      larger.set(bytes, offset);
      expect(readDistanceTable(larger.subarray(offset, offset + bytes.length))).toEqual(small);
    }
  });

  it("are read without copying the numbers", () => {
    const bytes = encodeDistanceTable(small).slice();
    expect(readDistanceTable(bytes).squared.buffer).toBe(bytes.buffer);
  });

  it("as bytes are within 1/508 of each row's largest value, NaN kept", () => {
    const sizes = anyTable({min: 0, max: Math.fround(1e6)});
    fc.assert(
      fc.property(sizes, (table) => {
        const back = readDistanceTable(encodeDistanceTable({...table, encoding: "uint8"}));
        const pairs = condensedLength(table.models.length);
        for (let j = 0; j < table.queries.length; j++) {
          const row = table.squared.subarray(j * pairs, (j + 1) * pairs);
          const most = Math.max(0, ...row.filter((x) => !Number.isNaN(x)));
          row.forEach((value, k) => {
            const found = back.squared[j * pairs + k] as number;
            if (Number.isNaN(value)) expect(found).toBeNaN();
            else
              expect(Math.abs(found - value)).toBeLessThanOrEqual(most / 508 + most * 1e-6 + 1e-40);
          });
        }
      })
    );
  });

  it("refuse lengths that do not fit the ids", () => {
    expect(() => encodeDistanceTable({...small, squared: new Float32Array(2)})).toThrow(ShapeError);
    expect(() => encodeDistanceTable({...small, squared: new Float32Array(2)})).toThrow(
      "encodeDistanceTable: squared must have 2 × 3 entries; got 2"
    );
  });

  it("refuse bytes that are no table", () => {
    for (const bytes of [new Uint8Array(), new TextEncoder().encode("not arrow at all, I fear")])
      expect(() => readDistanceTable(bytes)).toThrow(DataError);
    expect(() => readDistanceTable(encodeDistanceTable(small).subarray(0, 700))).toThrow(DataError);
  });
});

const small: DistanceFile = {
  models: ["a", "b", "c/../d"],
  queries: ["q1", "__proto__"],
  embedderId: "hash-ngram-512",
  metric: "euclidean",
  replicates: 2,
  encoding: "float32",
  hash: "abc",
  squared: Float32Array.from([1, 2, 3, 4, Number.NaN, 6]),
  dispersion: Float32Array.from([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
};
