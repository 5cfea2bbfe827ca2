import type {SpaceDraft, SpaceResult} from "../workflows/results.js";
import type {FigureContext} from "./context.js";
import type {Frame} from "./frame.js";
import {crowdSize} from "./mapCrowd.js";
import type {MapPoint} from "./mapPoints.js";
import {drawnDot, movingDots, roundDot} from "./movingDots.js";
import {alignPicture, type Picture, picture} from "./picture.js";

type Mover = (draft: SpaceDraft) => boolean;

const movers = new WeakMap<Element, Mover>();

/**
 * Lets a drawn map show the places of a draft: its dots move, and what would be wrong of them, their names
 * and the lines from their published places, is hidden until the map is drawn anew.
 */
export function makeMovable(
  plot: HTMLElement,
  {run, published}: FigureContext<SpaceResult>,
  points: readonly MapPoint[],
  frame: Frame
): void {
  const isCrowd = points.length >= crowdSize;
  const drawn = () => [...(plot.querySelector(".map-models")?.children ?? [])].map(drawnDot);
  let put: ReturnType<typeof movingDots> | null = null;
  const {models} = run.result;
  const shown: Picture = new Map(points.map(({x, y}, i) => [models[i] as string, [x, y]]));
  const reference = published ? picture(published.result) : shown;
  movers.set(plot, (draft) => {
    const isSame = draft.models.length === models.length;
    if (!isSame || draft.models.some((id, i) => id !== models[i])) return false;
    put ??= movingDots(plot, isCrowd ? points.map(roundDot) : drawn(), frame, !isCrowd);
    const places = alignPicture(picture(draft), reference);
    put(models.map((id) => places.get(id) as readonly [number, number]));
    return true;
  });
}

/**
 * Moves the dots of a map drawn below a place to where a draft has them.
 *
 * @returns whether it could: not when the models are others than those drawn
 */
export function moveMap(host: HTMLElement, draft: SpaceDraft): boolean {
  const plot = host.querySelector(".vantage-plot");
  return (plot && movers.get(plot)?.(draft)) ?? false;
}
