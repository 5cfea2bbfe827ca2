/** What is run in a page: the worker's script, an analysis, its inputs one after the other. */
export interface PageRun {
  readonly script: string;
  readonly name: string;
  readonly sets: readonly Readonly<Record<string, unknown>>[];
  readonly threads: number;
}

/**
 * Runs an analysis in the site's own worker, started as a page starts it. It is sent to the page as text,
 * so it stands alone.
 */
export async function runInPage({script, name, sets, threads}: PageRun): Promise<unknown[]> {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a[data-file]")];
  const files = Object.fromEntries(links.map((link) => [link.dataset.file as string, link.href]));
  const study = await (await fetch(files["study.json"] as string)).json();
  const worker = new Worker(script, {type: "module"});
  worker.postMessage({study, files, threads});
  const results: unknown[] = [];
  for (const [graph, inputs] of sets.entries()) {
    const settled = new Promise((resolve, reject) => {
      let result: unknown;
      worker.onerror = ({message}) => reject(new Error(message));
      worker.onmessage = ({data}) => {
        if (data.type === "cell" && data.state === "rejected")
          result = {refused: data.error.message};
        if (data.type === "cell" && data.state === "fulfilled") result = {result: data.value};
        if (data.type !== "settled") return;
        if (data.error) return resolve({refused: data.error.message});
        const {refused} = result as {refused?: string};
        const {inputs, warnings} = data;
        resolve(refused ? result : {...(result as object), inputs, warnings});
      };
    });
    worker.postMessage({type: "open", graph, workflow: name});
    worker.postMessage({type: "watch", graph, cell: "result"});
    worker.postMessage({type: "set", graph, generation: 1, inputs});
    const text = JSON.stringify(await settled, (_, each) => {
      if (ArrayBuffer.isView(each)) return Array.from(each as Float64Array);
      return typeof each === "number" && !Number.isFinite(each) ? String(each) : each;
    });
    results.push(JSON.parse(text));
    worker.postMessage({type: "close", graph});
  }
  worker.terminate();
  return results;
}
