import {studyWords} from "../lib/schema/studyWords.js";
import {type ControlsContext, field} from "./controlFields.js";
import {type ControlSpec, controlSpecs, inputName} from "./controlSpecs.js";
import {element} from "./element.js";

/** A group of controls as drawn, and how to make them show the state again after a change. */
export interface Controls {
  readonly form: HTMLElement;
  refresh(): void;
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
