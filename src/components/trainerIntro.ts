import {element} from "./element.js";

/** The parts of the place where a reader trains a model; without a script they invite and do nothing. */
export interface TrainerForm {
  readonly form: HTMLElement;
  readonly go: HTMLButtonElement;
  readonly chooses: HTMLInputElement;
  readonly share: HTMLInputElement;
  readonly shareWords: HTMLElement;
  readonly told: HTMLElement;
}

/** The form, the same at build time (disabled) and in a browser. */
export function trainerForm(document: Document, interactive: boolean): TrainerForm {
  const go = element(
    document,
    "button",
    {type: "button", class: "trainer-go"},
    "Train it here"
  ) as HTMLButtonElement;
  const chooses = element(document, "input", {type: "checkbox"}) as HTMLInputElement;
  const range = {type: "range", min: 0, max: 100, value: 50, "aria-label": "share that is leaked"};
  const share = element(document, "input", range) as HTMLInputElement;
  const shareWords = element(document, "span", {class: "trainer-share-words"}, "50\u202f%");
  const hidden = element(document, "span", {class: "trainer-share", hidden: true});
  hidden.append(share, shareWords);
  const told = element(document, "div", {class: "trainer-told", "aria-live": "polite"});
  const form = element(
    document,
    "fieldset",
    {class: "trainer", disabled: !interactive},
    element(document, "legend", {}, "One more model"),
    element(
      document,
      "p",
      {},
      "It learns to write in your browser, from as many documents as the others read. How many of them are from the leaked file stays secret; what it answers puts it on the map."
    ),
    element(
      document,
      "p",
      {class: "trainer-row"},
      go,
      element(document, "label", {class: "trainer-choose"}, chooses, " choose the share yourself"),
      hidden
    ),
    told
  );
  chooses.addEventListener("change", () => hidden.toggleAttribute("hidden", !chooses.checked));
  share.addEventListener("input", () => {
    shareWords.textContent = `${share.value}\u202f%`;
  });
  return {form, go, chooses, share, shareWords, told};
}
