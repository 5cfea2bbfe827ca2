import {expect, it} from "vitest";
import {parseCsv} from "../../../src/lib/intake/csv.js";
import {modelRows} from "../../../src/lib/study/modelRows.js";

it("takes columns of any name for covariates, those of every object included", () => {
  const {columns, rows} = parseCsv("model_id,constructor,__proto__,size\na,x,y,1\nb,z,w,2\n", "f");
  const located = rows.map((cells, i) => ({
    record: Object.fromEntries(columns.map((name, k) => [name, cells[k]])),
    where: `f#line ${i + 2}`
  }));
  const found = modelRows({file: "f", rows: located}, {});
  expect(Object.keys(found.covariates)).toEqual(["constructor", "__proto__", "size"]);
  expect(Object.entries(found.covariates).map(([, {type}]) => type)).toEqual([
    "class",
    "class",
    "number"
  ]);
  expect(Object.entries(found.models[0] ?? {})).toContainEqual(["__proto__", "y"]);
});
