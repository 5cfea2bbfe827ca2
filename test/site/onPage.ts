import type {Page} from "playwright-core";

/* What tests do on a page come alive, and read off it. */

/** When the page shows live values and none of them is stale or being made. */
export function settled(page: Page) {
  return page.waitForFunction(
    () =>
      document.querySelectorAll(".vantage-live").length > 0 &&
      document.querySelectorAll("[aria-busy=true], .vantage-stale").length === 0
  );
}

/** When nothing on the page has changed for half a second. */
export function quiet(page: Page) {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let timer = setTimeout(resolve, 500);
        new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(resolve, 500);
        }).observe(document.body, {subtree: true, childList: true, attributes: true});
      })
  );
}

/** Moves the slider of the number of questions. */
export async function setCount(page: Page, count: number): Promise<void> {
  await page
    .locator("input[name=queryCount]")
    .first()
    .evaluate((input, value) => {
      (input as HTMLInputElement).value = String(value);
      input.dispatchEvent(new Event("input", {bubbles: true}));
    }, count);
}

/** The sentence on the page, without the published numbers beside the live ones. */
export function sentenceOn(page: Page, name: string): Promise<string> {
  return page
    .locator(`[data-published=${name}]`)
    .first()
    .evaluate((host) => {
      const copy = host.cloneNode(true) as HTMLElement;
      for (const ghost of copy.querySelectorAll("s")) {
        ghost.previousSibling?.remove();
        ghost.remove();
      }
      return copy.textContent ?? "";
    });
}
