import {chromium, type Page} from "playwright-core";
import {type ServeOptions, serve} from "../../loaders/site/serve.js";
import {findChromium} from "../site/findChromium.js";

/** The installed browser; absent where there is none, and tests of pages are skipped. */
export const browserPath = findChromium() ?? undefined;

/** A page, and what it did that it should not: errors, and requests to other hosts. */
export interface Visit {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** A built site, served, and a browser to open its pages in. */
export interface Visitor {
  readonly url: string;
  open(path: string): Promise<Visit>;
  close(): Promise<void>;
}

/** Serves a folder on loopback and starts the browser. */
export async function visitor(folder: string, options?: ServeOptions): Promise<Visitor> {
  const served = await serve(folder, options);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic"];
  const browser = await chromium.launch({executablePath: browserPath, args});
  return {
    url: served.url,
    async open(path) {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on("pageerror", ({message}) => complaints.push(message));
      page.on("request", (request) => {
        if (!request.url().startsWith(served.url)) complaints.push(request.url());
      });
      await page.goto(`${served.url}${path}`);
      return {page, complaints};
    },
    async close() {
      await browser.close();
      await served.close();
    }
  };
}

/** Moves "Number of questions", as a reader does. */
export async function askOnly(page: Page, count: number): Promise<void> {
  await page.locator("input[name=queryCount]:enabled").evaluate((input, value) => {
    (input as HTMLInputElement).value = value;
    input.dispatchEvent(new Event("input", {bubbles: true}));
  }, String(count));
}
