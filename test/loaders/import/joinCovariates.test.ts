import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {joinCovariates} from "../../../loaders/import/joinCovariates.js";
import {firstStudy} from "../../../src/lib/study/firstStudy.js";
import {temporaryFolders} from "../temporaryFolder.js";

const folder = temporaryFolders();
const covariates = (text: string) => {
  const path = join(folder(), "c.csv");
  writeFileSync(path, text);
  return joinCovariates(path, ["a", "b", "c", "d", "NA"]);
};

describe("joinCovariates", () => {
  it("takes NA, NaN, null and N/A for blank and counts them", async () => {
    const rows = ["a,1,x", "b,NA,nan", "c, n/a ,y", "d,Null,nano", "NA,2,z"];
    const joined = await covariates(`model,size,kind\n${rows.join("\n")}\n`);
    expect(joined.blanked).toBe(4);
    expect(joined.unscored).toEqual(["b", "c", "d"]);
    expect([...joined.cells.values()].map(({size}) => size)).toEqual(["1", "", "", "", "2"]);
    expect(joined.cells.get("d")?.kind).toBe("nano");
    expect(joined.unmatched).toEqual([]);
    expect(firstStudy("s", 1, joined).covariates).toMatchObject({
      size: {type: "number"},
      kind: {type: "class"}
    });
  });

  it("names the line of a model that comes twice", async () => {
    await expect(covariates("model,size\n\na,1\na,2\n")).rejects.toThrow(
      'c.csv#line 4: model must be unique; got "a" again'
    );
  });
});
