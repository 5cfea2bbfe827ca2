import {describe, expect, it} from "vitest";
import {createInputState} from "../../src/components/inputState.js";
import {type Offers, selectionBar} from "../../src/components/selectionBar.js";
import {filterPositions} from "../../src/lib/schema/filter.js";
import {newDocument} from "./sample.js";

const published = {space: {models: "", queryCount: "all"}};
const all = {models: true, groups: true};

function bar(ids: readonly string[], offers: Offers = all, models = "") {
  const state = createInputState(published, {models});
  const node = selectionBar({document: newDocument(), state, ids, offers});
  const buttons = [...node.querySelectorAll("button")];
  const press = (words: string) => buttons.find(({textContent}) => textContent === words)?.click();
  return {state, press, words: buttons.map(({textContent}) => textContent)};
}

describe("the bar of models drawn around", () => {
  it("offers what the page has inputs for", () => {
    const [models, groups] = [
      ["only these", "without these"],
      ["as group A", "as group B"]
    ];
    expect(bar(["a"]).words).toEqual([...models, ...groups, "let go"]);
    expect(bar(["a"], {models: false, groups: true}).words).toEqual([...groups, "let go"]);
    expect(bar(["a"], {models: true, groups: false}).words).toEqual([...models, "let go"]);
  });

  it("names models whatever is in their ids", () => {
    const rows = [`it's "x"`, "<b>1</b>", "a or 1 = 1", "d"].map((model_id) => ({model_id}));
    const ids = rows.slice(0, 3).map(({model_id}) => model_id);
    const {state, press} = bar(ids);
    press("as group A");
    expect(filterPositions(rows, String(state.get("view.group")))).toEqual([0, 1, 2]);
    press("without these");
    expect(filterPositions(rows, String(state.get("models")))).toEqual([3]);
  });

  it("keeps the filter that was there", () => {
    const rows = ["a", "b", "c"].map((model_id) => ({model_id}));
    const {state, press} = bar(["a", "b"], all, "model_id = 'a' or model_id = 'c'");
    press("only these");
    expect(filterPositions(rows, String(state.get("models")))).toEqual([0]);
  });
});
