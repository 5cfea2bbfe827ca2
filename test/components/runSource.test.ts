import {describe, expect, it} from "vitest";
import {runSource} from "../../src/components/runSource.js";
import {runOf, space, study} from "./sample.js";

describe("how a figure is made again", () => {
  const published = runOf("space", space);
  const run = {...published, inputs: {queryCount: 2}};
  const view = {color: "read", group: "share > 0.5"};
  const made = runSource("groups", study, run, published, view, {group: view.group});

  it("is an address with what the reader has chosen, not what the page has", () => {
    expect(made.search).toBe("?queryCount=2&view.group=share+%3E+0.5");
  });

  it("is a place with all that is shown", () => {
    expect(made.snippet).toBe(
      '<div data-published="groups" data-study="sample" data-set="queryCount=2" data-color="read" data-group="share > 0.5"></div>'
    );
  });
});
