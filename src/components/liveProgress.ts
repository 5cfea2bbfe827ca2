import type {PermutationEstimate} from "../lib/inference/permutationTest.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {GraphProxy} from "../runtime/session.js";
import type {CellProgress} from "../runtime/trace.js";
import {element} from "./element.js";
import {formatNumber, formatUnit} from "./format.js";
import {exhibits} from "./registry.js";
import {studyHosts} from "./studyHosts.js";

/** What takes less is not worth a bar, in milliseconds. */
const noticeable = 400;

/** The cell that can end early with what it has. */
const stoppable = "permutation";

/** The long cells of the analyses, in plain words. */
const words: Readonly<Record<string, string>> = {
  permutation: "Shuffling",
  intervals: "Making intervals"
};

/**
 * Shows below an analysis's sentence how far its long cells are, what is known so far with its standard
 * error, and the time left; "Enough" ends them with what they have, "Go on" runs them to the end.
 */
export function followProgress(
  document: Document,
  study: PublishedStudy,
  workflow: string,
  graph: GraphProxy
): void {
  const place = sentenceOf(document, study, workflow);
  if (!place) return;
  const line = progressLine(document, graph);
  place.after(line.host);
  graph.onProgress(line.show);
  graph.onSettled((_, __, ___, warnings) =>
    line.settle(warnings.some(({code}) => code === "STOPPED_EARLY"))
  );
}

function sentenceOf(
  document: Document,
  study: PublishedStudy,
  workflow: string
): Element | undefined {
  const places = studyHosts(document, study, "[data-published]");
  const own = places.find((place) => {
    const exhibit = exhibits[place.dataset.published ?? ""];
    return exhibit?.kind === "sentence" && exhibit.workflow === workflow;
  });
  return own?.closest("p") ?? own;
}

function progressLine(document: Document, graph: GraphProxy) {
  const said = element(document, "span", {});
  const bar = element(document, "progress", {max: 1, value: 0, "aria-label": "progress"});
  const enough = element(document, "button", {type: "button", class: "vantage-quiet"}, "Enough");
  const goOn = element(document, "button", {type: "button", class: "vantage-quiet"}, "Go on");
  const host = element(
    document,
    "div",
    {class: "vantage-progress", hidden: true},
    bar,
    " ",
    said,
    " ",
    enough,
    goOn
  );
  const running = new Map<string, CellProgress>();
  enough.addEventListener("click", () => {
    enough.setAttribute("disabled", "");
    graph.finish(stoppable);
  });
  goOn.addEventListener("click", () => graph.set({}));

  function put(longest: CellProgress | null, text: string) {
    said.textContent = text;
    bar.toggleAttribute("hidden", !longest);
    bar.setAttribute("value", String(longest ? longest.done / longest.total : 0));
    enough.toggleAttribute("hidden", longest?.cell !== stoppable);
    goOn.toggleAttribute("hidden", longest !== null);
    host.toggleAttribute("hidden", text === "");
  }

  function clear(text: string) {
    running.clear();
    enough.removeAttribute("disabled");
    put(null, text);
  }

  return {
    host,
    show(progress: CellProgress | null) {
      if (!progress) return clear("");
      running.set(progress.cell, progress);
      if (progress.done >= progress.total) running.delete(progress.cell);
      const [longest] = [...running.values()].sort((a, b) => secondsLeft(b) - secondsLeft(a));
      if (longest && longest.elapsed >= noticeable) put(longest, progressWords(longest));
    },
    settle: (wasCut: boolean) => clear(wasCut ? "Stopped early." : "")
  };
}

const secondsLeft = ({elapsed, done, total}: CellProgress) =>
  (elapsed * (total - done)) / (1000 * done);

/** "Shuffling: 340 of 999. So far 12 did as well (p = .038, give or take .010). About 3 s left." */
export function progressWords(progress: CellProgress): string {
  const {cell, done, total, partial} = progress;
  const left = Math.ceil(secondsLeft(progress));
  const head = `${words[cell] ?? cell}: ${formatNumber(done)} of ${formatNumber(total)}.`;
  return [head, partial ? sofar(partial as PermutationEstimate) : "", `About ${left} s left.`]
    .filter(Boolean)
    .join(" ");
}

function sofar({asGood, pValue, standardError}: PermutationEstimate): string {
  const p = `p\u00a0=\u00a0${formatUnit(pValue)}, give or take ${formatUnit(standardError)}`;
  return `So far ${formatNumber(asGood)} did as well (${p}).`;
}
