import {
  type ComparisonPlace,
  comparedSettings,
  comparisonNodes,
  isRange,
  settingName,
  variedLabel
} from "./comparisonParts.js";
import {element} from "./element.js";

/**
 * A comparison with its input: a slider over numbers, a choice of names; at build time disabled, in
 * a browser the map, sentence and numbers follow at once.
 */
export function comparison(place: ComparisonPlace): HTMLElement[] {
  const {document, interactive, varied} = place;
  const shown = element(document, "div", {"aria-live": "polite"}, ...comparisonNodes(place));
  const show = (index: number) => {
    const isOpen = shown.querySelector("details")?.open ?? false;
    shown.replaceChildren(...comparisonNodes({...place, index}));
    const twin = shown.querySelector("details");
    if (twin) twin.open = isOpen;
  };
  const fields = isRange(varied) ? slider(place, show) : choice(place, show);
  const label = element(
    document,
    "label",
    {class: "vantage-field"},
    element(document, "span", {class: "vantage-label"}, variedLabel(varied)),
    ...fields
  );
  const set = element(document, "fieldset", {disabled: !interactive}, label);
  const form = element(document, "form", {class: "vantage-controls", autocomplete: "off"}, set);
  form.addEventListener("submit", (event) => event.preventDefault());
  return [form, shown];
}

function names({comparison, varied}: ComparisonPlace): string[] {
  return comparedSettings(comparison, varied).map((each) =>
    settingName(varied, each, each === comparison.published)
  );
}

function slider(place: ComparisonPlace, show: (index: number) => void): HTMLElement[] {
  const {document, varied, index} = place;
  const all = names(place);
  const bounds = {type: "range", min: 0, max: all.length - 1, step: 1, value: index};
  const input = element(document, "input", {...bounds, name: varied}) as HTMLInputElement;
  const output = element(document, "output", {}, all[index] ?? "");
  const tell = (at: number) => {
    output.textContent = all[at] ?? "";
    input.setAttribute("aria-valuetext", all[at] ?? "");
  };
  tell(index);
  input.addEventListener("input", () => {
    tell(Number(input.value));
    show(Number(input.value));
  });
  return [input, output];
}

function choice(place: ComparisonPlace, show: (index: number) => void): HTMLElement[] {
  const {document, varied, index} = place;
  const options = names(place).map((name, i) =>
    element(document, "option", {value: i, selected: i === index}, name)
  );
  const select = element(document, "select", {name: varied}, ...options) as HTMLSelectElement;
  select.addEventListener("input", () => show(Number(select.value)));
  return [select];
}
