import type {LivePage} from "../components/livePage.js";
import type {PageParts} from "../components/pageHandle.js";

/** A page that outlives changes of its text. */
export interface LastingPage extends PageParts {
  redraw(): void;
  dispose(): void;
}

/** What follows something of the page, and how it stops following the page of now. */
interface Followed {
  readonly attach: (page: LivePage) => () => void;
  detach: () => void;
}

/**
 * Open a page, and open it anew, with the inputs it has by then, whenever places or controls in it are
 * replaced: a preview does so at every edit of the text around them. Browser only.
 *
 * @param open brings what is on the page alive, beginning with some inputs
 */
export async function lastingPage(
  open: (initial: Readonly<Record<string, unknown>>) => Promise<LivePage>
): Promise<LastingPage> {
  const followed = new Set<Followed>();
  let page = await open({});
  let isDisposed = false;
  const watcher = watchPlaces(async () => {
    const inputs = page.changed();
    for (const each of followed) each.detach();
    page.dispose();
    page = await open(inputs);
    if (isDisposed) return page.dispose();
    for (const each of followed) each.detach = each.attach(page);
  });

  function attached(attach: Followed["attach"]): () => void {
    const each: Followed = {attach, detach: attach(page)};
    followed.add(each);
    return () => {
      followed.delete(each);
      each.detach();
    };
  }

  return {
    redraw: () => page.redraw(),
    follow: (workflow, cell, listener) => attached((now) => now.follow(workflow, cell, listener)),
    onInputs: (listener) => attached((now) => now.onInputs(listener)),
    get: (name) => page.get(name),
    set: (inputs) => page.set(inputs),
    inputs: (workflow) => page.inputs(workflow),
    welcome: (guest) => page.welcome(guest),
    dispose() {
      isDisposed = true;
      watcher.disconnect();
      page.dispose();
    }
  };
}

/** Calls back, one call at a time, when blocks of the page that hold places or controls are replaced. */
function watchPlaces(replaced: () => Promise<void>): MutationObserver {
  const selector = "[data-published], [data-controls]";
  const isPlace = (node: Node) =>
    node instanceof Element && (node.matches(selector) || node.querySelector(selector) !== null);
  let last = Promise.resolve();
  let isDue = false;
  const observer = new MutationObserver((changes) => {
    if (isDue || !changes.some(({addedNodes}) => [...addedNodes].some(isPlace))) return;
    isDue = true;
    // A reopening that failed, say while a file is being written, does not stand in the way of the next.
    last = last
      .catch(() => undefined)
      .then(() => {
        isDue = false;
        return replaced();
      });
  });
  // Blocks are children of the page's main element; what figures draw lies deeper and is not looked at.
  const main = document.querySelector("main");
  if (main) observer.observe(main, {childList: true});
  return observer;
}
