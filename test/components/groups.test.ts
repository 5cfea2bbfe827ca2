import {describe, expect, it} from "vitest";
import {exhibitNodes} from "../../src/components/exhibit.js";
import "../../src/components/groupExhibit.js";
import {withGroups} from "../../src/components/groups.js";
import {coloring} from "../../src/components/palette.js";
import {contextOf, space, study} from "./sample.js";

const view = {color: "groups", group: "share <= 0.25", against: "share >= 0.75"};

function shown(name: string, more: Readonly<Record<string, string>>, interactive = false) {
  const context = contextOf("space", space, {view: more, interactive});
  const nodes = exhibitNodes(name, context) ?? [];
  return context.document.body.appendChild(nodes[0] as HTMLElement);
}

describe("groups", () => {
  it("are a column of the models", () => {
    const names = withGroups(study, view).models.map(({groups}) => groups);
    expect(names).toEqual(["A", "A", null, "B", "B"]);
  });

  it("count a model of both as A", () => {
    const names = withGroups(study, {group: "share = 0", against: "share < 1"}).models;
    expect(names.map(({groups}) => groups)).toEqual(["A", "B", "B", "B", null]);
  });

  it("are not there unless somebody asks", () => {
    expect(withGroups(study, {against: "share = 0"})).toBe(study);
  });

  it("color the map, A first, the others gray, with their counts", () => {
    const {legend} = coloring(withGroups(study, view), "groups");
    expect(legend.map(({label}) => label)).toEqual([
      "A: 2\u00a0models",
      "B: 2\u00a0models",
      "1 others"
    ]);
    expect(legend.at(-1)?.color).toBe("#8c8c8c");
    expect(new Set(legend.map(({symbol}) => symbol)).size).toBe(3);
    const fills = [...shown("map", view).querySelectorAll(".vantage-wide .map-models path")];
    expect(new Set(fills.map((dot) => dot.getAttribute("fill"))).size).toBe(3);
  });

  it("are compared by the mean distances within and between", () => {
    const text = shown("groups", view).textContent ?? "";
    expect(text).toContain("A: 2\u00a0models; B: 2\u00a0models.");
    // a and b lie 1 apart, d and e too; between them 3, 4, 2 and 3.
    expect(text).toContain("lie 3 apart on average; two of the same, 1 and 1.");
    expect(text).toContain("there is none");
    const rows = [...shown("groups", view).querySelectorAll("tbody tr")].map(
      (row) => row.textContent
    );
    expect(rows.some((row) => row?.startsWith("A to B43"))).toBe(true);
  });

  it("are compared with all others where there is no B", () => {
    const text = shown("groups", {group: "share = 0"}).textContent ?? "";
    expect(text).toContain("A: 1\u00a0model; the others: 4\u00a0models.");
  });

  it("of one model each have nothing within", () => {
    const text = shown("groups", {group: "share = 0", against: "share = 1"}).textContent ?? "";
    expect(text).toContain("lie 4 apart on average. Lines");
  });

  it("say what is missing, or wrong of a filter", () => {
    expect(shown("groups", {}).textContent).toBe("No groups are named yet.");
    const wrong = {group: "shore = 0"};
    expect(shown("groups", wrong, true).textContent).toMatch(/shore.*share/);
    expect(() => shown("map", wrong, true)).not.toThrow();
    expect(() => shown("groups", wrong)).toThrow(/shore/);
  });
});
