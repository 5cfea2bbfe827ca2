import type {InputState} from "./inputState.js";
import type {Offers} from "./selectionBar.js";

/**
 * Shows, below a figure whose models were drawn around, what can be done with them. The code for it is fetched
 * when it is first needed.
 *
 * @returns the way to stop
 */
export function followSelections(
  document: Document,
  state: InputState,
  offers: Offers
): () => void {
  let bar: HTMLElement | null = null;
  let latest: Event | null = null;
  const listen = async (event: Event) => {
    latest = event;
    const ids = (event as CustomEvent<readonly string[]>).detail;
    const place = (event.target as Element).closest("[data-published]");
    bar?.remove();
    if (ids.length === 0) return;
    const {selectionBar} = await import("./selectionBar.js");
    if (latest !== event) return;
    bar = selectionBar({document, state, ids, offers});
    place?.after(bar);
  };
  document.addEventListener("vantage-select", listen);
  return () => {
    document.removeEventListener("vantage-select", listen);
    latest = null;
    bar?.remove();
  };
}
