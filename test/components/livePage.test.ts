import {beforeAll, describe, expect, it} from "vitest";
import {livePage} from "../../src/components/livePage.js";
import {makeListsSettable, newDocument, runOf, space, study} from "./sample.js";

beforeAll(makeListsSettable);

describe("a live page", () => {
  it.each(["view.color", "view.color:groups"])(
    "colors the map by a link where it has %s",
    (name) => {
      const document = newDocument();
      document.body.innerHTML = `<div data-controls="${name}"></div><a data-view-color="read">Color</a>`;
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
      document.querySelector("a")?.click();
      expect(written).toEqual(["?view.color=read"]);
    }
  );
});
