import {evidenceWords} from "../claims/claimWords.js";
import {type Decided, decideClaim, type RunAnalysis, runsOfClaim} from "../claims/evaluateClaim.js";
import type {PublishedClaims} from "../claims/publishedClaims.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {resultOf} from "../runtime/resultOf.js";
import type {GraphProxy, Session} from "../runtime/session.js";
import {verdictMark} from "./claimList.js";
import {element} from "./element.js";
import type {InputState} from "./inputState.js";
import {studyHosts} from "./studyHosts.js";

/** What claims of a page need to be asked again. */
export interface LiveClaimsOptions {
  readonly document: Document;
  readonly study: PublishedStudy;
  readonly state: InputState;
  readonly session: () => Session;
  readonly fetchText: (file: string) => Promise<string>;
}

/** Thrown where a reader has stopped. */
class Stopped extends Error {}

/**
 * Lets a reader ask a page's published claims again under their own settings, beside the author's verdict:
 * many runs, so only when asked; they can be stopped.
 */
export function placeClaims(options: LiveClaimsOptions): void {
  const {document, study} = options;
  const host = studyHosts(document, study, "[data-published=claims]")[0];
  if (!host?.querySelector(".vantage-claim")) return;
  const said = element(document, "span", {role: "status"});
  const button = element(
    document,
    "button",
    {type: "button", class: "vantage-quiet"},
    "Check with my settings"
  );
  host.append(element(document, "p", {class: "vantage-claims-ask"}, button, " ", said));
  let isRunning = false;
  button.addEventListener("click", async () => {
    if (isRunning) {
      isRunning = false;
      return;
    }
    isRunning = true;
    button.textContent = "Stop";
    try {
      const held = await check(host, options, (done, total) => {
        if (!isRunning) throw new Stopped();
        said.textContent = `${done} of ${total} runs`;
      });
      said.textContent = held;
    } catch (error) {
      said.textContent = error instanceof Stopped ? "Stopped." : String((error as Error).message);
    }
    isRunning = false;
    button.textContent = "Check with my settings";
  });
}

async function check(
  host: HTMLElement,
  {document, state, session, fetchText}: LiveClaimsOptions,
  told: (done: number, total: number) => void
): Promise<string> {
  const published = JSON.parse(await fetchText("claims.json")) as PublishedClaims;
  const definitions = published.definitions.filter(({id}) => itemOf(host, id));
  const total = definitions.reduce((sum, claim) => sum + runsOfClaim(claim), 0);
  const graphs = new Map<string, GraphProxy>();
  let done = 0;
  let held = 0;
  const run: RunAnalysis = async (workflow, inputs) => {
    told(done++, total);
    const result = await runOn(session(), graphs, workflow, inputs);
    told(done, total);
    return result;
  };
  try {
    for (const claim of definitions) {
      const decided = await decideClaim(claim, run, readerInputs(state, claim.workflow));
      show(document, host, claim.id, decided);
      if (decided.verdict === "VERIFIED") held++;
    }
    return `With your settings ${held} of ${definitions.length} hold.`;
  } finally {
    for (const graph of graphs.values()) graph.dispose();
  }
}

/** The result for some inputs, over the study's defaults: a graph of its own for each set. */
async function runOn(
  session: Session,
  graphs: Map<string, GraphProxy>,
  workflow: string,
  inputs: Readonly<Record<string, unknown>>
): Promise<unknown> {
  graphs.get(workflow)?.dispose();
  const graph = session.graph(workflow, inputs);
  graphs.set(workflow, graph);
  return resultOf(graph);
}

/** What the reader has changed of an analysis's inputs. */
function readerInputs(state: InputState, workflow: string): Record<string, unknown> {
  const own = `${workflow}.`;
  const changed = state
    .changed()
    .filter((name) => name.startsWith(own) || !name.includes("."))
    .map((name) => [name.replace(own, ""), state.get(name)] as const);
  return Object.fromEntries(changed);
}

/** Where a claim stands on the page; a page may show some of a study's claims. */
function itemOf(host: HTMLElement, id: string): HTMLElement | undefined {
  const items = [...host.querySelectorAll<HTMLElement>(".vantage-claim")];
  return items.find((item) => item.dataset.claim === id);
}

function show(document: Document, host: HTMLElement, id: string, decided: Decided): void {
  const item = itemOf(host, id);
  item?.querySelector(".vantage-claim-yours")?.remove();
  item?.append(
    element(
      document,
      "p",
      {class: "vantage-claim-yours"},
      "With your settings: ",
      verdictMark(document, decided),
      ` ${evidenceWords(decided.evidence)}`
    )
  );
}
