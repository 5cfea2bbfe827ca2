import type {PublishedStudy} from "../lib/schema/studyData.js";
import {separating} from "../lib/schema/studyDefaults.js";
import type {GraphProxy, Session} from "../runtime/session.js";
import type {PairResult} from "../workflows/results.js";
import {answersSource} from "./answersSource.js";
import type {InputState} from "./inputState.js";
import {type ModelCards, modelCards} from "./modelCards.js";
import {studyHosts} from "./studyHosts.js";

/** What a page lends its model cards. */
export interface PlaceModelCardsOptions {
  readonly document: Document;
  readonly study: PublishedStudy;
  readonly state: InputState;
  readonly session: () => Session;
  readonly fetchText: ((file: string) => Promise<string>) | undefined;
}

/**
 * Brings the page's places for model cards (`data-published="model-cards"`) alive: a model chosen on a map
 * opens its card, a second one is compared with it, under the reader's inputs.
 *
 * @returns the way to stop
 */
export function placeModelCards(options: PlaceModelCardsOptions): () => void {
  const {document, study, fetchText} = options;
  const hosts = studyHosts(document, study, "[data-published=model-cards]");
  const source = fetchText && study.answers?.files.length ? answersSource(study, fetchText) : null;
  const stops = hosts.map((host) => {
    const asking = asker(options, () => cards);
    const cards = modelCards({document, study, source, ask: asking.ask});
    host.replaceChildren(cards.node);
    const taken = (event: Event) => {
      const {detail} = event as CustomEvent<unknown>;
      if (typeof detail === "string") cards.take(detail);
    };
    document.addEventListener("vantage-pin", taken);
    return () => {
      document.removeEventListener("vantage-pin", taken);
      asking.stop();
    };
  });
  return () => {
    for (const stop of stops) stop();
  };
}

/** Asks the page's worker, from the first model on; again whenever the reader moves an input. */
function asker(
  {session, state}: PlaceModelCardsOptions,
  cards: () => ModelCards
): {ask(): void; stop(): void} {
  let graph: GraphProxy | null = null;
  const inputs = () => {
    const [a = "", b = ""] = cards().chosen();
    return {...separating(state.inputsOf("space")), a, b};
  };

  function start(): GraphProxy {
    const started = session().graph("pair", inputs());
    started.on<PairResult>("result", (cell) => {
      if (cell.state === "rejected") cards().fail(cell.error?.message ?? "the comparison failed");
      else if (cell.stale) cards().wait();
      else if (cell.value) cards().show(cell.value);
    });
    started.onSettled((_, error) => error && cards().fail(error.message));
    return started;
  }

  /** A graph tells what has changed: where none was chosen in between, the same is news again. */
  function ask() {
    if (cards().chosen().length === 0) {
      graph?.dispose();
      graph = null;
    } else if (graph) graph.set(inputs());
    else graph = start();
  }
  const stop = state.on(() => graph && ask());
  return {
    ask,
    stop() {
      stop();
      graph?.dispose();
    }
  };
}
