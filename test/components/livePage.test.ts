import {beforeAll, describe, expect, it} from "vitest";
import {livePage} from "../../src/components/livePage.js";
import {makeListsSettable, newDocument, runOf, space, study} from "./sample.js";

beforeAll(makeListsSettable);

/** A page come alive on which nothing is computed anew. */
function live(html: string) {
  const document = newDocument();
  document.body.innerHTML = html;
  const written: string[] = [];
  livePage({
    document,
    study,
    runs: {space: runOf("space", space)},
    openSession() {
      throw new Error("nothing is computed anew");
    },
    address: {search: "", replace: (search) => void written.push(search)},
    nextFrame: (draw) => draw(),
    now: () => 0
  });
  return {document, written};
}

describe("a live page", () => {
  it("leaves places of another study as they were published", () => {
    const places = ["map", "space-sentence", "model-table", "find-model", "model-cards"]
      .map((name) => `<div data-published="${name}" data-study="other">before</div>`)
      .join("");
    const html = `${places}<div data-controls="queryCount" data-study="other">before</div>`;
    const own = '<p><span data-published="space-sentence" data-study="sample"></span></p>';
    const {document} = live(html + own);
    const others = [...document.querySelectorAll("[data-study=other]")];
    expect(new Set(others.map(({textContent}) => textContent))).toEqual(new Set(["before"]));
    expect(document.querySelector("[data-study=sample]")?.textContent).toContain("5");
  });

  it.each(["view.color", "view.color:groups"])("colors the map by a link, by %s", (name) => {
    const link = '<a data-view-color="read">Color</a>';
    const {document, written} = live(`<div data-controls="${name}"></div>${link}`);
    document.querySelector("a")?.click();
    expect(written).toEqual(["?view.color=read"]);
  });
});
