import {suggestion} from "../lib/schema/nearestName.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {element} from "./element.js";
import {pinModel} from "./linkedPoints.js";
import {studyHosts} from "./studyHosts.js";

/** A box to find a model by its name; the names come as one types. */
export function findModel(
  document: Document,
  study: PublishedStudy,
  interactive: boolean
): HTMLElement {
  const list = `models-of-${study.id}`;
  const options = study.models.map(({label}) => element(document, "option", {value: label}));
  const box = element(document, "input", {
    type: "search",
    list,
    autocomplete: "off",
    placeholder: study.models[0]?.label ?? "",
    disabled: !interactive
  }) as HTMLInputElement;
  const said = element(document, "span", {class: "vantage-find-said", role: "status"});
  const label = element(document, "label", {}, "Find a model ", box);
  if (interactive) {
    box.addEventListener("input", () => find(study, box, said, false));
    box.addEventListener("change", () => find(study, box, said, true));
  }
  return element(
    document,
    "div",
    {class: "vantage-find"},
    label,
    element(document, "datalist", {id: list}, ...options),
    said
  );
}

/** @param isMeant the reader has ended typing, so that a name nobody has is worth a word */
function find(
  {models}: PublishedStudy,
  box: HTMLInputElement,
  said: HTMLElement,
  isMeant: boolean
) {
  const name = box.value.trim().toLowerCase();
  const found = models.find(
    ({label, model_id}) => label.toLowerCase() === name || model_id.toLowerCase() === name
  );
  const isShown = found !== undefined && pinModel(box.ownerDocument.body, found.model_id);
  const names = models.map(({label}) => label);
  const missing = found
    ? "It is not on the map now."
    : `No model is called so${suggestion(box.value, names) || "."}`;
  said.textContent = isMeant && name !== "" && !isShown ? missing : "";
}

/** Brings the boxes of a page alive. */
export function placeFindModel(document: Document, study: PublishedStudy): void {
  for (const host of studyHosts(document, study, "[data-published=find-model]"))
    host.replaceChildren(findModel(document, study, true));
}
