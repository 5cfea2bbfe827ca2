import type {PublishedStudy} from "../lib/schema/studyData.js";
import {parseInput} from "./address.js";
import {type ControlSpec, inputName} from "./controlSpecs.js";
import {element} from "./element.js";
import type {InputState} from "./inputState.js";

/** What controls are made from; without `state.on` firing they are as good as print. */
export interface ControlsContext {
  readonly document: Document;
  readonly study: PublishedStudy;
  readonly state: InputState;
  readonly interactive: boolean;
  /** said while nothing is changed; "as published" by default */
  readonly unchanged?: string;
}

/** One control as drawn. */
export interface Field {
  readonly label: HTMLElement;
  refresh(): void;
}

/** The field of a control, by its kind. */
export function field(name: string, spec: ControlSpec, context: ControlsContext): Field {
  if (spec.kind === "choice") return choiceField(name, spec, context);
  return spec.kind === "count" ? countField(name, spec, context) : textField(name, spec, context);
}

function labelled(
  {document}: ControlsContext,
  spec: ControlSpec,
  ...children: readonly (Node | null)[]
): HTMLElement {
  const words = element(document, "span", {class: "vantage-label"}, spec.label);
  return element(
    document,
    "label",
    {title: spec.term, class: `vantage-field vantage-${spec.kind}`},
    words,
    ...children
  );
}

function choiceField(
  control: string,
  spec: ControlSpec & {kind: "choice"},
  context: ControlsContext
): Field {
  const {document, state, study} = context;
  const name = inputName(control);
  const choices = spec.choices(study);
  const options = choices.map(({value, label}) =>
    element(document, "option", {value: String(value)}, label)
  );
  const select = element(document, "select", {name}, ...options) as HTMLSelectElement;
  const refresh = () => {
    const now = String(state.get(name) ?? choices[0]?.value ?? "");
    let known = options.find((option) => option.getAttribute("value") === now);
    known ??= select.appendChild(element(document, "option", {value: now}, now || "by default"));
    for (const option of select.querySelectorAll("option"))
      option.toggleAttribute("selected", option === known);
    if (context.interactive) select.value = now;
  };
  select.addEventListener("input", () => {
    const chosen = choices.find(({value}) => String(value) === select.value);
    if (chosen) state.set(name, chosen.value);
  });
  return {label: labelled(context, spec, select), refresh};
}

function countField(
  control: string,
  spec: ControlSpec & {kind: "count"},
  context: ControlsContext
): Field {
  const {document, state, study} = context;
  const name = inputName(control);
  const range = element(document, "input", {
    type: "range",
    name,
    min: 1,
    step: 1
  }) as HTMLInputElement;
  const output = element(document, "output", {});
  const most = () => spec.most(study, String(state.get("queries") ?? ""));
  const refresh = () => {
    const now = state.get(name);
    const count = typeof now === "number" ? Math.min(now, most()) : most();
    range.setAttribute("max", String(most()));
    range.setAttribute("value", String(count));
    if (context.interactive) range.value = String(count);
    output.textContent = `${count} of ${most()}`;
    // A filter that keeps fewer questions than were asked for leaves all of those.
    if (typeof now === "number" && now > most()) state.set(name, "all");
  };
  range.addEventListener("input", () => {
    const count = Number(range.value);
    state.set(name, count === most() ? "all" : count);
  });
  return {label: labelled(context, spec, range, output), refresh};
}

function textField(
  control: string,
  spec: ControlSpec & {kind: "whole" | "filter"},
  context: ControlsContext
): Field {
  const {document, state, study} = context;
  const name = inputName(control);
  const suggestions = spec.kind === "filter" ? spec.suggestions(study) : [];
  const list = `vantage-list-${name.replace(/\W/g, "-")}`;
  const bounds =
    spec.kind === "whole" ? {type: "number", min: spec.least, max: spec.most, step: 1} : {};
  const attributes = {
    type: "text",
    name,
    placeholder: (spec.kind === "filter" && spec.empty) || "all",
    spellcheck: "false",
    list: suggestions.length > 0 && list,
    ...bounds
  };
  const input = element(document, "input", attributes) as HTMLInputElement;
  const wrong = element(document, "small", {class: "vantage-wrong", role: "alert", hidden: true});
  const say = (fault: string | null) => {
    wrong.textContent = fault ?? "";
    wrong.hidden = fault === null;
    input.setAttribute("aria-invalid", String(fault !== null));
  };
  const refresh = () => {
    const now = String(state.get(name) ?? "");
    input.setAttribute("value", now);
    if (!context.interactive) return;
    if (document.activeElement !== input) input.value = now;
    if (input.value === now) say(null);
  };
  input.addEventListener("change", () => {
    const text = input.value.trim();
    const read = parseInput(spec, text, study);
    say("expected" in read ? read.expected : null);
    if ("expected" in read) return;
    // A drawing without a filter is as published, which an empty one would not be.
    if (text === "" && name.startsWith("view.")) return state.reset([name]);
    state.set(name, read.value);
  });
  const offered = element(
    document,
    "datalist",
    {id: list},
    ...suggestions.map((value) => element(document, "option", {value}))
  );
  const named = suggestions.length > 0 ? offered : null;
  return {label: labelled(context, spec, input, named, wrong), refresh};
}
