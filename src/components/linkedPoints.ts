/** A drawing whose marks stand for models. */
export interface LinkedPoints {
  readonly plot: Element;
  /** ring the marks of these models; none takes the rings away */
  ring(ids: readonly string[]): void;
  /** point at a model as a reader would, and stay there; false if it has no mark here */
  pin(id: string): boolean;
}

const drawings = new WeakMap<Document, Set<LinkedPoints>>();

/** Drawings of a page that are still on it. */
function linked({ownerDocument}: Pick<Element, "ownerDocument">): LinkedPoints[] {
  const all = drawings.get(ownerDocument) ?? new Set<LinkedPoints>();
  for (const one of all) if (!one.plot.isConnected) all.delete(one);
  return [...all];
}

/** From now on a drawing rings the models that others point at. */
export function linkPoints(points: LinkedPoints): void {
  const {ownerDocument} = points.plot;
  const all = drawings.get(ownerDocument) ?? new Set();
  drawings.set(ownerDocument, all.add(points));
}

/** Rings models in every drawing of the page but the one that says so. */
export function ringElsewhere(plot: Element, ids: readonly string[]): void {
  for (const one of linked(plot)) if (one.plot !== plot) one.ring(ids);
}

/** Points at a model on the first drawing below `host` that shows it. */
export function pinModel(host: Element, id: string): boolean {
  return linked(host).some((one) => host.contains(one.plot) && one.pin(id));
}
