import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import {type ControlSpec, controlSpecs, inputName} from "./controlSpecs.js";
import {element} from "./element.js";
import type {InputState} from "./inputState.js";

/** A group of controls as drawn, and how to make them show the state again after a change. */
export interface Controls {
  readonly form: HTMLElement;
  refresh(): void;
}

/** What controls are made from; without `state.on` firing they are as good as print. */
export interface ControlsContext {
  readonly document: Document;
  readonly study: PublishedStudy;
  readonly state: InputState;
  readonly interactive: boolean;
  /** said while nothing is changed; "as published" by default */
  readonly unchanged?: string;
}

/**
 * A form of named controls, the same at build time (disabled, showing what was published) and in a
 * browser (each change goes to the state at once), with a line that counts changes and takes them
 * back. Controls of analyses that were not published are left out, and with none left the form is
 * hidden.
 *
 * @param names keys of `controlSpecs`
 */
export function controls(names: readonly string[], context: ControlsContext): Controls {
  const {document, state, interactive, unchanged = "as published"} = context;
  const fields = names.flatMap((name) => {
    const spec = specOf(name, context);
    return spec && state.has(inputName(name)) ? [field(name, spec, context)] : [];
  });
  const count = element(document, "span", {class: "vantage-changes", "aria-live": "polite"});
  const reset = element(document, "button", {type: "button", class: "vantage-reset"}, "reset");
  const status = element(document, "p", {class: "vantage-status", tabindex: -1}, count, " ", reset);
  const set = element(
    document,
    "fieldset",
    {disabled: !interactive},
    element(document, "legend", {class: "vantage-hidden"}, "Inputs"),
    ...fields.map(({label}) => label)
  );
  const form = element(
    document,
    "form",
    {class: "vantage-controls", autocomplete: "off", hidden: fields.length === 0},
    set,
    status,
    fields.length > 0 ? explained(names, context) : null
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  const own = names.map(inputName);
  reset.addEventListener("click", () => {
    // The button is about to be hidden, which would send a reader by keyboard to the page's top.
    status.focus({preventScroll: true});
    state.reset(own);
  });
  const refresh = () => {
    for (const each of fields) each.refresh();
    const changes = state.changed().filter((name) => own.includes(name)).length;
    count.textContent =
      changes === 0 ? unchanged : `${changes} ${changes === 1 ? "input" : "inputs"} changed ·`;
    reset.toggleAttribute("hidden", changes === 0);
  };
  refresh();
  return {form, refresh};
}

/** A control as this study's readers meet it. */
function specOf(name: string, {study}: ControlsContext): ControlSpec | undefined {
  const spec = controlSpecs[name];
  return spec && {...spec, ...studyWords(study).controls[name]};
}

/** What each control does, in plain words, with the field's term. */
function explained(names: readonly string[], context: ControlsContext): HTMLElement {
  const {document, state} = context;
  const specs = names.flatMap((name) => {
    const spec = specOf(name, context);
    return spec && state.has(inputName(name)) ? [spec] : [];
  });
  const items = specs.flatMap(({label, help, term}) => [
    element(document, "dt", {}, label),
    element(document, "dd", {}, help, " ", element(document, "code", {}, term))
  ]);
  return element(
    document,
    "details",
    {class: "vantage-help"},
    element(document, "summary", {}, "What these mean"),
    element(document, "dl", {}, ...items)
  );
}

interface Field {
  readonly label: HTMLElement;
  refresh(): void;
}

function field(name: string, spec: ControlSpec, context: ControlsContext): Field {
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
  const refresh = () => {
    const now = String(state.get(name) ?? "");
    input.setAttribute("value", now);
    if (context.interactive && document.activeElement !== input) input.value = now;
  };
  input.addEventListener("change", () => {
    const text = input.value.trim();
    // A drawing without a filter is as published, which an empty one would not be.
    if (text === "" && name.startsWith("view.")) return state.reset([name]);
    if (spec.kind === "filter") return state.set(name, text);
    if (input.checkValidity() && input.value !== "") state.set(name, Number(input.value));
  });
  const offered = element(
    document,
    "datalist",
    {id: list},
    ...suggestions.map((value) => element(document, "option", {value}))
  );
  return {label: labelled(context, spec, input, suggestions.length > 0 ? offered : null), refresh};
}
