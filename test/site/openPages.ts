import {type Browser, type BrowserContextOptions, chromium, type Page} from "playwright-core";

/** A page under watch: what it complained of, and whom it asked. */
export interface WatchedPage {
  readonly page: Page;
  /** console errors, page errors and failed requests */
  readonly complaints: string[];
  /** requests to any other origin; none is let through */
  readonly foreign: string[];
}

/** Start the browser the way a test machine can: no sandbox, no graphics, nothing in the background. */
export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync"
    ]
  });
}

/** Open an address with everything recorded and every other host cut off. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {}
): Promise<WatchedPage> {
  const context = await browser.newContext({viewport: {width: 1440, height: 900}, ...options});
  const page = await context.newPage();
  const complaints: string[] = [];
  const foreign: string[] = [];
  const {origin} = new URL(url);
  await context.route("**/*", (route) => {
    const asked = route.request().url();
    if (asked.startsWith(origin) || /^(data|blob):/.test(asked)) return route.continue();
    foreign.push(asked);
    return route.abort();
  });
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(url);
  const hasControls = (await page.locator("fieldset").count()) > 0;
  if (options.javaScriptEnabled !== false && hasControls)
    await page.waitForSelector("fieldset:not(:disabled)", {timeout: 30_000}).catch((cause) => {
      throw new Error(`${url}: page must come alive; got ${complaints.join("; ")}`, {cause});
    });
  return {page, complaints, foreign};
}
