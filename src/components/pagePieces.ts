import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {ControlsContext} from "./controlFields.js";
import {type Controls, controls} from "./controls.js";
import {element} from "./element.js";
import type {InputState} from "./inputState.js";
import type {PlaceModelCardsOptions} from "./placeModelCards.js";
import {studyHosts} from "./studyHosts.js";

/** A place of controls alive. */
export function placeControls(
  host: HTMLElement,
  names: readonly string[],
  context: Omit<ControlsContext, "interactive">
): Controls {
  const made = controls(names, {...context, interactive: true});
  host.replaceChildren(made.form);
  return made;
}

/** Cards of models, read only by pages that have a place for them. */
export function placeCards(options: PlaceModelCardsOptions): () => void {
  let end: (() => void) | null = null;
  let isOver = false;
  if (studyHosts(options.document, options.study, "[data-published=model-cards]").length > 0)
    void import("./placeModelCards.js").then(({placeModelCards}) => {
      if (!isOver) end = placeModelCards(options);
    });
  return () => {
    isOver = true;
    end?.();
  };
}

/** Places for answers come alive once the code for them is there, on pages that have one. */
export async function placeAnswers(
  document: Document,
  study: PublishedStudy,
  fetchText: (file: string) => Promise<string>
): Promise<void> {
  const hosts = studyHosts(document, study, "[data-published=answers]");
  if (hosts.length === 0 || !study.answers?.files.length) return;
  const {openAnswers} = await import("./answersPlaces.js");
  openAnswers(hosts, study, fetchText);
}

/** Links that color the map do so in place, with all that the reader has set. */
export function takeColorLinks(document: Document, state: InputState): void {
  for (const link of document.querySelectorAll<HTMLElement>("a[data-view-color]"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      state.set("view.color", link.dataset.viewColor);
    });
}

/** Says which parts of an address were not used. */
export function noteIgnored(
  document: Document,
  host: HTMLElement | undefined,
  ignored: readonly string[]
): void {
  const text = `Parts of the address are not used. ${ignored.join("; ")}.`;
  host?.appendChild(element(document, "p", {class: "vantage-note", role: "status"}, text));
}
