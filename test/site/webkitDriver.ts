import {type ChildProcess, spawn} from "node:child_process";
import {createServer} from "node:net";

const elementKey = "element-6066-11e4-a52e-4f735466cecf";

/** A page in WebKit, driven as the W3C's WebDriver describes: no library drives the one Debian has. */
export interface WebkitPage {
  open(url: string): Promise<void>;
  /** Chooses files with an input. */
  choose(selector: string, paths: readonly string[]): Promise<void>;
  /** What a JavaScript expression gives. */
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Opens WebKit's small browser without a screen.
 *
 * @param driver path of WebKitWebDriver; Xvfb must be installed
 */
export async function openWebkit(driver: string): Promise<WebkitPage> {
  const port = await freePort();
  const words = ["-a", driver, `--port=${port}`];
  // A group of its own, so that the screen goes with the browser.
  const child = spawn("xvfb-run", words, {stdio: "ignore", detached: true});
  try {
    const session = await openSession(`http://127.0.0.1:${port}/session`);
    await send(`${session}/timeouts`, {implicit: 10_000});
    return pageOf(session, child);
  } catch (error) {
    stop(child);
    throw error;
  }
}

async function openSession(address: string): Promise<string> {
  const options = {args: ["--automation"]};
  const capabilities = {alwaysMatch: {"webkitgtk:browserOptions": options}};
  for (let tries = 0; ; tries++)
    try {
      const {sessionId} = (await send(address, {capabilities})) as {sessionId: string};
      return `${address}/${sessionId}`;
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((done) => setTimeout(done, 200));
    }
}

function pageOf(session: string, child: ChildProcess): WebkitPage {
  return {
    async open(url) {
      await send(`${session}/url`, {url});
    },
    async choose(selector, paths) {
      const body = {using: "css selector", value: selector};
      const element = (await send(`${session}/element`, body)) as Record<string, string>;
      await send(`${session}/element/${element[elementKey]}/value`, {text: paths.join("\n")});
    },
    evaluate(expression) {
      return send(`${session}/execute/sync`, {script: `return ${expression}`, args: []});
    },
    async close() {
      await fetch(session, {method: "DELETE"}).catch(() => {});
      stop(child);
    }
  };
}

function stop({pid}: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid);
  } catch {}
}

async function send(address: string, body: object): Promise<unknown> {
  const answer = await fetch(address, {method: "POST", body: JSON.stringify(body)});
  const {value} = (await answer.json()) as {value: unknown};
  if (answer.ok) return value;
  throw new Error(`webdriver: ${address} must succeed; got ${JSON.stringify(value).slice(0, 500)}`);
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((found) =>
    server.listen(0, "127.0.0.1", () => {
      const {port} = server.address() as {port: number};
      server.close(() => found(port));
    })
  );
}
