/** A drawing or table whose marks or rows stand for models. */
export interface LinkedPoints {
  readonly plot: Element;
  /** ring the marks of these models; none takes the rings away */
  ring(ids: readonly string[]): void;
  /** point at a model as a reader would, and stay there; false if it has no mark here */
  pin(id: string): boolean;
}

/** What of a page is linked, the models that stay ringed until others are chosen, and those pointed at. */
interface LinkedPage {
  readonly all: Set<LinkedPoints>;
  chosen: readonly string[];
  pointed: readonly string[];
  /** where a reader points at them */
  from: Element | null;
}

const pages = new WeakMap<Document, LinkedPage>();

function pageOf({ownerDocument}: Pick<Element, "ownerDocument">): LinkedPage {
  const page = pages.get(ownerDocument) ?? {all: new Set(), chosen: [], pointed: [], from: null};
  pages.set(ownerDocument, page);
  return page;
}

/** What is still on its page. */
function linked(place: Pick<Element, "ownerDocument">): LinkedPoints[] {
  const {all} = pageOf(place);
  for (const one of all) if (!one.plot.isConnected) all.delete(one);
  return [...all];
}

/** From now on a drawing or table rings the models that others point at. */
export function linkPoints(points: LinkedPoints): void {
  const {all, chosen, pointed, from} = pageOf(points.plot);
  all.add(points);
  // Drawn anew, it shows what it showed.
  const ids = from?.isConnected && from !== points.plot ? [...chosen, ...pointed] : chosen;
  if (ids.length > 0) points.ring(ids);
}

/** Rings models, beside those chosen, everywhere on the page but where a reader points at them. */
export function ringElsewhere(plot: Element, ids: readonly string[]): void {
  const page = pageOf(plot);
  [page.pointed, page.from] = [ids, plot];
  const {chosen} = page;
  for (const one of linked(plot)) if (one.plot !== plot) one.ring([...chosen, ...ids]);
}

/** Rings models everywhere on a page until others are chosen, or none. */
export function chooseModels(place: Pick<Element, "ownerDocument">, ids: readonly string[]): void {
  pageOf(place).chosen = ids;
  for (const one of linked(place)) one.ring(ids);
}

/** Points at a model on the first drawing below `host` that shows it. */
export function pinModel(host: Element, id: string): boolean {
  return linked(host).some((one) => host.contains(one.plot) && one.pin(id));
}
