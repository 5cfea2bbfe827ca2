import {parseHTML} from "linkedom";
import {describe, expect, it} from "vitest";
import {warningsList} from "../../src/components/notices.js";
import {tellOnce} from "../../src/components/tellOnce.js";

const {document} = parseHTML("<!DOCTYPE html><html><body></body></html>");

function place(...messages: readonly string[]): HTMLElement {
  const host = document.createElement("div");
  const list = warningsList(
    document,
    messages.map((message) => ({code: "X", message}))
  );
  if (list) host.append(list);
  return host;
}

const seen = (host: Element) =>
  [...host.querySelectorAll("ul:not([hidden]) > li:not([hidden])")].map((li) => li.textContent);

describe("tellOnce", () => {
  it("keeps a warning at its first place and what only a later one has", () => {
    const [map, predicted, confusion] = [place("a"), place("a", "b"), place("a")];
    const told = new Set<string>();
    for (const each of [map, predicted, confusion]) tellOnce(each, "", told);
    expect([map, predicted, confusion].map(seen)).toEqual([["A."], ["B."], []]);
    expect(confusion.querySelector("ul")?.hasAttribute("hidden")).toBe(true);
  });

  it("says it again of other inputs, and brings it back when the first place says it no more", () => {
    const [map, other, predicted] = [place("a"), place("a"), place("a")];
    const told = new Set<string>();
    tellOnce(map, "", told);
    tellOnce(other, "queryCount=3", told);
    tellOnce(predicted, "", told);
    expect([map, other, predicted].map(seen)).toEqual([["A."], ["A."], []]);
    tellOnce(predicted, "", new Set());
    expect(seen(predicted)).toEqual(["A."]);
  });
});
