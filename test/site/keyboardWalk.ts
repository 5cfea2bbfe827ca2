import type {Page} from "playwright-core";
import {quiet} from "./onPage.js";

/** What a reader met who went through a page by the Tab key alone. */
export interface KeyboardWalk {
  /** things to operate that were there */
  readonly wanted: number;
  /** those that were not met exactly once */
  readonly missed: readonly string[];
  /** stops that do not show they have the focus */
  readonly unseen: readonly string[];
  /** stops that something else lies over */
  readonly covered: readonly string[];
}

/** Presses Tab from the top of a page until the focus leaves it, or goes round. */
export async function keyboardWalk(page: Page): Promise<KeyboardWalk> {
  await quiet(page);
  const wanted = await page.evaluate(markWanted);
  const stops: Stop[] = [];
  // A few more than there are, so that a trap is seen as a second visit.
  while (stops.length < wanted.length + 5) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(stopHere);
    if (!stop) break;
    stops.push(stop);
  }
  const visits = (i: number) => stops.filter(({walk}) => walk === String(i)).length;
  return {
    wanted: wanted.length,
    missed: wanted.map((html, i) => `${visits(i)} times ${html}`).filter((_, i) => visits(i) !== 1),
    unseen: stops.filter(({outlined}) => !outlined).map(({html}) => html),
    covered: stops.filter(({covered}) => covered).map(({html}) => html)
  };
}

type Stop = NonNullable<ReturnType<typeof stopHere>>;

/** Runs in the page: numbers what should be reached, in order, and starts from the top. */
function markWanted(): string[] {
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const shown = [...document.querySelectorAll<HTMLElement>(kinds)].filter(
    (each) =>
      !each.matches(":disabled") &&
      each.checkVisibility({visibilityProperty: true}) &&
      each.getClientRects().length > 0
  );
  for (const [i, each] of shown.entries()) each.dataset.walk = String(i);
  document.body.tabIndex = -1;
  document.body.focus();
  return shown.map(({outerHTML}) => outerHTML.slice(0, 120));
}

/** Runs in the page: what has the focus, whether it shows, and whether something lies over it. */
function stopHere() {
  const here = document.activeElement as HTMLElement | null;
  if (!here || here === document.body) return null;
  // A node of a graph shows it by the line around its box.
  const {outlineStyle, outlineWidth} = getComputedStyle(here);
  const box = here.querySelector(":scope > rect");
  const boxWidth = box ? Number.parseFloat(getComputedStyle(box).strokeWidth) : 0;
  const {left, top, width, height} = here.getBoundingClientRect();
  const above = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
  return {
    walk: here.dataset.walk,
    html: here.outerHTML.slice(0, 120),
    outlined: (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1) || boxWidth >= 3,
    covered: !above || !(here.contains(above) || above.contains(here))
  };
}
