import type {ErrorRecord} from "../runtime/messages.js";
import type {TrainAsk, Trained, TrainTell} from "../worker/trainMessages.js";
import {element} from "./element.js";
import type {Guest} from "./guest.js";
import {errorBox} from "./notices.js";
import {trainerForm} from "./trainerIntro.js";
import {guessNodes, truthWords} from "./trainerWords.js";

/** What the place where a reader trains a model needs of its page. */
export interface TrainerPanelOptions {
  readonly document: Document;
  readonly host: HTMLElement;
  readonly ask: (ask: TrainAsk) => void;
  /** called once, when the reader first shows interest */
  readonly open: () => void;
  /** shows a model trained here on the page's maps */
  readonly welcome: (guest: Guest) => void;
}

/**
 * Lets a reader train one more model, see where it lands and what is guessed of it, and reveal what it
 * has read.
 *
 * @returns told by the worker
 */
export function trainerPanel(options: TrainerPanelOptions): (tell: TrainTell) => void {
  const {document, host, ask, open, welcome} = options;
  const {form, go, chooses, share, told} = trainerForm(document, true);
  const tally = {inside: 0, all: 0};
  let last: Trained | null = null;
  let isOpen = false;
  const openOnce = () => {
    if (!isOpen) open();
    isOpen = true;
  };
  host.replaceChildren(form);
  go.addEventListener("pointerenter", openOnce);
  go.addEventListener("focus", openOnce);
  // A button that is disabled loses the focus.
  const setBusy = (busy: boolean) => go.setAttribute("aria-disabled", String(busy));
  go.addEventListener("click", () => {
    if (go.getAttribute("aria-disabled") === "true") return;
    openOnce();
    setBusy(true);
    progress("Training …", null);
    ask({type: "train", share: chooses.checked ? Number(share.value) / 100 : null});
  });

  function progress(words: string, done: number | null) {
    const bar = element(document, "progress", {max: 1, value: done, "aria-label": words});
    told.replaceChildren(element(document, "p", {class: "small"}, bar, " ", words));
  }

  function show(trained: Trained) {
    last = trained;
    setBusy(false);
    go.textContent = "Train another";
    const [x = 0, y = 0] = trained.guess.coordinates;
    welcome({x, y, label: "yours"});
    told.replaceChildren(...guessNodes(document, trained));
    if (chooses.checked) return ask({type: "reveal"});
    const button = element(document, "button", {type: "button"}, "Reveal the truth");
    button.className = "trainer-go";
    button.addEventListener("click", () => ask({type: "reveal"}), {once: true});
    told.firstElementChild?.after(element(document, "p", {class: "trainer-truth"}, button));
  }

  function reveal(truth: {readonly leaked: number; readonly documents: number}) {
    if (!last) return;
    const {guess} = last;
    const read = truth.leaked / truth.documents;
    tally.all++;
    if (read >= guess.lower && read <= guess.upper) tally.inside++;
    const words = element(document, "p", {class: "finding trainer-truth", tabindex: -1});
    words.textContent = truthWords(truth, guess, tally);
    const place = told.querySelector(".trainer-truth");
    const hadFocus = place?.contains(document.activeElement);
    if (place) place.replaceWith(words);
    else told.firstElementChild?.after(words);
    if (hadFocus) words.focus({preventScroll: true});
  }

  function fail(error: ErrorRecord) {
    setBusy(false);
    told.replaceChildren(errorBox(document, error));
  }

  return (tell) => {
    if (tell.type === "progress") progress("Answering …", tell.done / tell.total);
    if (tell.type === "trained") show(tell.trained);
    if (tell.type === "revealed") reveal(tell);
    if (tell.type === "failed") fail(tell.error);
  };
}
