import {expect, it} from "vitest";
import {element} from "../../src/components/element.js";
import {markedWords, wordsOf} from "../../src/components/wordsApart.js";
import {newDocument} from "./sample.js";

const marked = (text: string, others: readonly string[]) => {
  const document = newDocument();
  const node = element(document, "p", {}, ...markedWords(document, text, wordsOf(others)));
  return {node, marks: [...node.querySelectorAll("mark")].map(({textContent}) => textContent)};
};

it("marks the words that others do not have, whatever their case", () => {
  const {node, marks} = marked("The dam doesn’t leak, THE town does.", ["the DAM does hold"]);
  expect(marks).toEqual(["doesn’t", "leak", "town"]);
  expect(node.textContent).toBe("The dam doesn’t leak, THE town does.");
});

it("knows words of other scripts, and takes markup for text", () => {
  const {node, marks} = marked("Größe <b>мир</b> größe", ["größe b"]);
  expect(marks).toEqual(["мир"]);
  expect(node.querySelector("b")).toBeNull();
});

it("marks nothing of a text that others have said, all of one that none has", () => {
  expect(marked("a b", ["b a"]).marks).toEqual([]);
  expect(marked("a b", []).marks).toEqual(["a", "b"]);
});
