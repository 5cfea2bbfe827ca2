import type {PublishedStudy} from "../lib/schema/studyData.js";
import {element} from "./element.js";

/** Two lists to choose models from, and how to show what was chosen elsewhere. */
export interface ModelsChoice {
  readonly node: HTMLElement;
  show(chosen: readonly string[]): void;
}

/** Which model's card is shown, and with which other one it is compared. */
export function modelsChoice(
  document: Document,
  {models}: PublishedStudy,
  choose: (chosen: readonly string[]) => void
): ModelsChoice {
  const list = (label: string, none: string) => {
    const options = models.map(({model_id, label}) =>
      element(document, "option", {value: model_id}, label)
    );
    const select = element(
      document,
      "select",
      {},
      element(document, "option", {value: ""}, none),
      ...options
    ) as HTMLSelectElement;
    const name = element(document, "span", {class: "vantage-label"}, label);
    return {select, field: element(document, "label", {class: "vantage-field"}, name, select)};
  };
  const first = list("Model", "choose one of the models …");
  const second = list("Compared with", "no other");
  const changed = () => {
    const chosen = [first.select.value, second.select.value].filter((id) => id !== "");
    choose([...new Set(chosen)]);
  };
  for (const {select} of [first, second]) select.addEventListener("input", changed);
  const fields = element(document, "fieldset", {}, first.field, second.field);
  const form = element(document, "form", {class: "vantage-controls", autocomplete: "off"}, fields);
  form.addEventListener("submit", (event) => event.preventDefault());
  return {
    node: form,
    show([a = "", b = ""]) {
      first.select.value = a;
      second.select.value = b;
    }
  };
}
