import type {ColumnMap} from "../lib/intake/columnMap.js";
import type {SourceFile} from "../lib/intake/types.js";
import type {StudyData} from "../lib/schema/studyData.js";
import {type ImportedStudy, importedStudy} from "../lib/study/importedStudy.js";
import {type HostTimers, serveGraphs} from "../runtime/host.js";
import {errorRecord, type Port, type Request} from "../runtime/messages.js";
import {workflows} from "../workflows/registry.js";
import {measureDrop} from "./measureDrop.js";
import {type ReadDrop, readDrop, tryReport} from "./readDrop.js";
import {studyArchive} from "./studyArchive.js";
import type {TryAsk, TryTell} from "./tryMessages.js";

/** What a dropped study is called, and its folder in the archive. */
const studyName = "my-study";

/** Thrown where work goes on that a later drop has made needless. */
class Superseded extends Error {}

/**
 * Serve one page's dropped logs over a port: read them, measure them, and run the named analyses on
 * each study that comes of it. Nothing leaves the port but what is told.
 */
export function serveTry(port: Port<TryTell, TryAsk<SourceFile>>, timers: HostTimers): void {
  const rounds = new Map<number, (request: Request) => void>();
  let files: readonly SourceFile[] = [];
  let drop: ReadDrop | null = null;
  let imported: ImportedStudy | null = null;
  let round = 0;
  /** counts what was asked to be measured: only the latest goes on */
  let attempt = 0;

  port.onMessage((ask) => {
    if (ask.type === "graph") return rounds.get(ask.round)?.(ask.request);
    if (ask.type === "download") return guarded(archive());
    if (ask.type === "without") return guarded(measure(ask.models));
    if (ask.type === "drop") take(ask.files);
    return guarded(read(ask.type === "map" ? ask.map : undefined));
  });

  function take(dropped: readonly SourceFile[]): void {
    files = dropped;
    [drop, imported] = [null, null];
    rounds.clear();
    port.post({type: "taken"});
  }

  /** A failure of what nobody waits for any more is none. */
  function guarded(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!(error instanceof Superseded)) port.post({type: "failed", error: errorRecord(error)});
    });
  }

  function progress(stage: "reading" | "measuring") {
    return (done: number, total: number) => port.post({type: "progress", stage, done, total});
  }

  async function read(map: ColumnMap | undefined): Promise<void> {
    const own = ++attempt;
    const tell = progress("reading");
    const found = await readDrop(files, map, (done, total) => {
      if (own !== attempt) throw new Superseded();
      tell(done, total);
    });
    if (own !== attempt) return;
    if ("columns" in found) return port.post({type: "columns", ...found});
    drop = found;
    await measure([]);
  }

  async function measure(without: readonly string[]): Promise<void> {
    if (!drop) return;
    const own = ++attempt;
    const {tables, format} = drop;
    imported = importedStudy(studyName, tables, format, without);
    port.post({type: "report", report: tryReport(drop, imported, without)});
    const studies = measureDrop(imported.study, tables, {
      progress: progress("measuring"),
      pause: timers.pause,
      isStopped: () => own !== attempt
    });
    for await (const study of studies) serve(study, imported.study.queries.length);
  }

  function serve(study: StudyData, questions: number): void {
    const own = ++round;
    const {loadTable: _, ...published} = study;
    // The page lets go of an earlier study when it gets a later one.
    rounds.clear();
    const graphs: Parameters<typeof serveGraphs>[0] = {
      post: (reply) => port.post({type: "graph", round: own, reply}),
      onMessage: (listener) => void rounds.set(own, listener),
      onFailure: () => undefined,
      close: () => undefined
    };
    serveGraphs(graphs, workflows, Promise.resolve({key: `round ${own}`, study}), timers);
    port.post({type: "study", round: own, study: published, questions});
  }

  async function archive(): Promise<void> {
    if (!drop || !imported) return;
    const bytes = studyArchive(imported, drop.tables);
    port.post({type: "archive", name: `${studyName}.zip`, bytes});
  }
}
