import axe from "axe-core";
import type {Page} from "playwright-core";

/**
 * What axe finds serious or critical on a page as it is now, a line for each element. axe is put in by
 * the browser's debugger, past the page's content security policy.
 */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const {violations} = await page.evaluate(() =>
    (globalThis as unknown as {axe: typeof axe}).axe.run(document, {resultTypes: ["violations"]})
  );
  return violations
    .filter(({impact}) => impact === "serious" || impact === "critical")
    .flatMap(({id, nodes}) => nodes.map(({target, failureSummary}) => [id, target, failureSummary]))
    .map((parts) => parts.join(" | "));
}
