import type {PublishedStudy, StudyData} from "../lib/schema/studyData.js";
import {readDistanceTable} from "../lib/tables/distanceTable.js";
import {type HostStudy, serveGraphs} from "../runtime/host.js";
import type {Port, Reply, Request} from "../runtime/messages.js";
import {workflows} from "../workflows/registry.js";
import type {FileUrls} from "./openPage.js";

/*
 * A page's worker: all graphs of the page run here, next to the tables. The first message says where
 * the published files are; the rest are requests of the session.
 */
type Incoming = {readonly type: "study"; readonly files: FileUrls} | Request;

const listeners: ((message: Request) => void)[] = [];
let opened: (study: HostStudy) => void;
let refused: (error: unknown) => void;
const opening = new Promise<HostStudy>((resolve, reject) => {
  opened = resolve;
  refused = reject;
});

addEventListener("message", ({data}: MessageEvent<Incoming>) => {
  if (data.type === "study") openStudy(data.files).then(opened, refused);
  else for (const listener of listeners) listener(data);
});

const port: Port<Reply, Request> = {
  post: (message) => postMessage(message),
  onMessage: (listener) => void listeners.push(listener),
  onFailure: () => undefined,
  close: () => close()
};
serveGraphs(port, workflows, opening, {now: () => performance.now(), pause});

/** A message to oneself comes after those that wait already, and sooner than any timer. */
function pause(): Promise<void> {
  const {port1, port2} = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

async function openStudy(files: FileUrls): Promise<HostStudy> {
  const published: PublishedStudy = await (await request(files, "study.json")).json();
  const study: StudyData = {
    ...published,
    loadTable: async ({file}) =>
      readDistanceTable(new Uint8Array(await (await request(files, file)).arrayBuffer()))
  };
  return {key: published.tables.map(({hash}) => hash).join(","), study};
}

async function request(files: FileUrls, name: string): Promise<Response> {
  const url = files[name];
  if (!url) throw new Error(`studyWorker: expected ${name} among the page's files; got none`);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`studyWorker: expected ${name}; got status ${response.status}`);
  return response;
}
