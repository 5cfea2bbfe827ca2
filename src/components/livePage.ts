import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {ErrorRecord} from "../runtime/messages.js";
import type {GraphProxy, LiveCell, Session} from "../runtime/session.js";
import {readAddress, writeAddress} from "./address.js";
import type {Run} from "./context.js";
import {type Controls, controls} from "./controls.js";
import {element} from "./element.js";
import {exhibitNodes} from "./exhibit.js";
import {createInputState} from "./inputState.js";
import {errorBox} from "./notices.js";
import {exhibits} from "./registry.js";

/** What a published page needs to come alive. */
export interface LivePageOptions {
  readonly document: Document;
  readonly study: PublishedStudy;
  /** default runs by workflow, as published */
  readonly runs: Readonly<Record<string, Run>>;
  /** called once, when the first input differs from what was published */
  readonly openSession: () => Session;
  readonly address: {readonly search: string; replace(search: string): void};
}

interface Exhibited {
  readonly host: HTMLElement;
  readonly name: string;
  readonly workflow: string;
}

/**
 * Bring a published page alive in place: figures can be pointed at, controls work, and after a
 * change every figure and sentence follows, the published value staying beside the live one. Nothing
 * is computed before the first change: what was published is what the same cells give.
 */
export function livePage({document, study, runs, openSession, address}: LivePageOptions) {
  const hosts = [...document.querySelectorAll<HTMLElement>("[data-published]")];
  const exhibited = hosts.flatMap((host): Exhibited[] => {
    const name = host.dataset.published ?? "";
    const workflow = exhibits[name]?.workflow;
    return workflow && runs[workflow] ? [{host, name, workflow}] : [];
  });
  const controlHosts = [...document.querySelectorAll<HTMLElement>("[data-controls]")];
  const names = controlHosts.map((host) => (host.dataset.controls ?? "").split(/[\s,]+/));
  const asked = readAddress(address.search, study, names.flat());
  const published = Object.fromEntries(Object.entries(runs).map(([key, run]) => [key, run.inputs]));
  const state = createInputState(published, asked.inputs);
  const live = new Map<string, Run>();
  const graphs = new Map<string, GraphProxy>();
  let session: Session | null = null;

  const forms = controlHosts.map((host, i): Controls => {
    const made = controls(names[i] ?? [], {document, study, state, interactive: true});
    host.replaceChildren(made.form);
    return made;
  });
  if (asked.ignored.length > 0) noteIgnored(document, controlHosts[0], asked.ignored);

  function draw({host, name, workflow}: Exhibited) {
    const before = runs[workflow] as Run;
    const isLive = state.changed().some((changed) => !changed.startsWith("view."));
    const run = (isLive && live.get(workflow)) || before;
    const view = {...host.dataset, ...viewOf(state)} as Record<string, string>;
    const shown = run === before ? undefined : before;
    const width = Math.max(280, Math.min(host.clientWidth, 860));
    const context = {document, study, run, published: shown, width, view, interactive: true};
    const open = [...host.querySelectorAll("details")].map((details) => details.open);
    host.replaceChildren(...(exhibitNodes(name, context) ?? []));
    host.querySelectorAll("details").forEach((details, i) => {
      details.open = open[i] ?? false;
    });
    host.classList.toggle("vantage-live", run !== before);
  }

  function follow(workflow: string, cell: LiveCell) {
    const own = exhibited.filter((exhibit) => exhibit.workflow === workflow);
    for (const {host} of own) {
      host.classList.toggle("vantage-stale", cell.stale);
      host.setAttribute("aria-busy", String(cell.state === "pending"));
    }
    if (cell.state === "fulfilled") {
      const inputs = state.inputsOf(workflow);
      live.set(workflow, {workflow, inputs, result: cell.value, warnings: cell.warnings});
      own.forEach(draw);
    }
    if (cell.state === "rejected") for (const {host} of own) fail(document, host, cell.error);
  }

  function compute() {
    if (!state.changed().some((name) => !name.startsWith("view."))) return;
    session ??= openSession();
    for (const workflow of new Set(exhibited.map((exhibit) => exhibit.workflow))) {
      const inputs = state.inputsOf(workflow);
      const known = graphs.get(workflow);
      if (known) known.set(inputs);
      else graphs.set(workflow, start(session, workflow, inputs));
    }
  }

  function start(
    from: Session,
    workflow: string,
    inputs: Readonly<Record<string, unknown>>
  ): GraphProxy {
    const graph = from.graph(workflow, inputs);
    graph.on("result", (cell) => follow(workflow, cell));
    graph.onSettled((used, error, _, warnings) => {
      const own = exhibited.filter((exhibit) => exhibit.workflow === workflow);
      if (error) for (const {host} of own) fail(document, host, error);
      const run = live.get(workflow);
      if (!used || !run || warnings.length === run.warnings.length) return;
      live.set(workflow, {...run, warnings});
      own.forEach(draw);
    });
    return graph;
  }

  function refresh() {
    for (const form of forms) form.refresh();
    address.replace(writeAddress(state.changed(), state.get));
    if (state.changed().length === 0) live.clear();
    exhibited.forEach(draw);
    compute();
  }

  state.on(refresh);
  exhibited.forEach(draw);
  compute();
  return {
    redraw: () => exhibited.forEach(draw),
    dispose: () => session?.dispose()
  };
}

function viewOf(state: {changed(): readonly string[]; get(name: string): unknown}) {
  const changed = state.changed().filter((name) => name.startsWith("view."));
  return Object.fromEntries(changed.map((name) => [name.slice(5), String(state.get(name))]));
}

/** An error stays beside the last good value, which is marked as such. */
function fail(document: Document, host: HTMLElement, error: ErrorRecord | null) {
  host.querySelector(".vantage-error")?.remove();
  host.classList.add("vantage-stale");
  host.setAttribute("aria-busy", "false");
  host.appendChild(errorBox(document, error ?? {message: "the analysis failed"}));
}

function noteIgnored(
  document: Document,
  host: HTMLElement | undefined,
  ignored: readonly string[]
) {
  const text = `The address asks for things this page does not know, which are ignored: ${ignored.join(", ")}.`;
  host?.appendChild(element(document, "p", {class: "vantage-note", role: "status"}, text));
}
