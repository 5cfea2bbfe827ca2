import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {LiveCell, Session} from "../runtime/session.js";
import type {SpaceResult} from "../workflows/results.js";
import type {Run} from "./context.js";
import {element} from "./element.js";
import {type LivePage, livePage} from "./livePage.js";
import {studyFacts} from "./studyParts.js";

/** What a map of dropped logs is made from. */
export interface TryMapOptions {
  readonly document: Document;
  readonly host: HTMLElement;
  readonly study: PublishedStudy;
  /** on the worker that has the study */
  readonly session: Session;
  /** the reader's inputs, kept from one study of a drop to the next */
  readonly address: {search: string};
  /** an earlier map of the same models, whose directions the new one keeps */
  readonly earlier: SpaceResult | null;
  readonly nextFrame: (draw: () => void) => void;
  readonly now: () => number;
  /** whether the study is still the latest once its map is made */
  readonly isWanted: () => boolean;
}

/** A map come alive, and what it shows. */
export interface TryMap extends Pick<LivePage, "redraw" | "dispose"> {
  readonly space: SpaceResult;
}

/**
 * Runs the space of a study by default and puts its figures into the host, with controls: the same
 * exhibits as on a published page.
 *
 * @returns null, with the host as it was, if the study is no longer wanted
 * @throws Error with the analysis's message if it fails; the host is left as it was
 */
export async function tryMap(options: TryMapOptions): Promise<TryMap | null> {
  const {document, host, study, session, address, earlier, nextFrame, now, isWanted} = options;
  const run = await defaultRun(session);
  if (!isWanted()) return null;
  const result = facing(run.result, earlier);
  host.replaceChildren(...places(document, study));
  const page = livePage({
    document,
    study,
    runs: {space: {...run, result}},
    openSession: () => session,
    address: {
      search: address.search,
      replace(search) {
        address.search = search;
      }
    },
    nextFrame,
    now,
    unchanged: "as dropped",
    hasSources: false
  });
  const dispose = () => {
    page.dispose();
    session.dispose();
  };
  return {redraw: page.redraw, dispose, space: result};
}

/** The result may come before or after the inputs it was made from. */
function defaultRun(session: Session): Promise<Run<SpaceResult>> {
  return new Promise((resolve, reject) => {
    let inputs: Run["inputs"] | null = null;
    let cell: LiveCell<SpaceResult> | null = null;
    const settle = () => {
      if (cell?.error) reject(new Error(cell.error.message));
      if (!inputs || !cell?.value || cell.stale || cell.state !== "fulfilled") return;
      const {value: result, warnings} = cell;
      resolve({workflow: "space", inputs, result, warnings});
    };
    const graph = session.graph("space", {});
    graph.on<SpaceResult>("result", (found) => {
      cell = found;
      settle();
    });
    graph.onSettled((found, error) => {
      if (error) reject(new Error(error.message));
      inputs = found;
      settle();
    });
  });
}

/** Axes are known up to their sign only: each keeps the side it had for the models in common. */
function facing(space: SpaceResult, earlier: SpaceResult | null): SpaceResult {
  if (!earlier) return space;
  const [n, d] = space.coordinates.shape;
  const [, before] = earlier.coordinates.shape;
  const rows = new Map(earlier.models.map((id, i) => [id, i]));
  const sign = (axis: number) => {
    if (axis >= before) return 1;
    let product = 0;
    for (let i = 0; i < n; i++) {
      const row = rows.get(space.models[i] as string);
      if (row === undefined) continue;
      const there = earlier.coordinates.data[row * before + axis] as number;
      product += (space.coordinates.data[i * d + axis] as number) * there;
    }
    return product < 0 ? -1 : 1;
  };
  const signs = Array.from({length: d}, (_, axis) => sign(axis));
  const data = space.coordinates.data.map((x, at) => x * (signs[at % d] as number));
  return {...space, coordinates: {shape: [n, d], data}};
}

function places(document: Document, study: PublishedStudy): HTMLElement[] {
  const place = (name: string, more: Readonly<Record<string, string>> = {}, tag = "div") =>
    element(document, tag, {"data-published": name, ...more});
  const note = studyFacts(study)["study-embedder-note"] ?? "";
  return [
    element(document, "div", {
      "data-controls": `queryCount, ${study.replicates > 1 ? "replicates, " : ""}view.color, dimension, models:filter, queries:filter`
    }),
    place("map"),
    element(document, "p", {}, place("space-sentence", {}, "span")),
    element(document, "p", {class: "vantage-note"}, note),
    place("scree")
  ];
}
