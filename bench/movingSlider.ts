/*
 * What runs in the page of `slider.ts`, on its own: a slider moved sixty times a second, with the time of
 * the first frame that shows each move's picture or a later one's.
 */

/** What a page saw while its slider moved. */
export interface Moved {
  /** from each event of the slider to the frame that shows its picture or a newer one, in ms */
  readonly times: readonly number[];
  /** pictures drawn */
  readonly pictures: number;
  /** the longest task of the main thread, in ms; 0 where none took 50 */
  readonly longest: number;
  /** the map at the end */
  readonly final: string;
}

/** Moves the slider back and forth for some seconds, then waits until nothing is pending. */
export async function moveSlider(seconds: number): Promise<Moved> {
  const input = document.querySelector("input[name=queryCount]") as HTMLInputElement;
  const host = document.querySelector("[data-published=map]") as HTMLElement;
  const moves: {value: number; at: number; seen: number}[] = [];
  let longest = 0;
  let pictures = 0;
  const tasks = new PerformanceObserver((list) => {
    for (const {duration} of list.getEntries()) longest = Math.max(longest, duration);
  });
  tasks.observe({type: "longtask"});

  /** The number of questions of the picture. */
  const shown = () => Number(host.dataset.questions);
  /** Moves whose picture, or a newer one, is in the page but was not painted yet. */
  let drawn: typeof moves = [];
  const observer = new MutationObserver(() => {
    const value = shown();
    const at = moves.findLastIndex((move) => move.value === value);
    if (at < 0 || moves[at]?.seen !== 0) return;
    pictures++;
    const fresh = moves.slice(0, at + 1).filter(({seen}) => seen === 0);
    for (const move of fresh) move.seen = -1;
    drawn = [...drawn, ...fresh];
  });
  observer.observe(host, {attributeFilter: ["data-questions"]});

  // A task that a frame's callback asks for comes when the frame is painted.
  const painted = new MessageChannel();
  let isWatching = true;
  painted.port1.onmessage = () => {
    const now = performance.now();
    for (const move of drawn) move.seen = now;
    drawn = [];
  };
  const eachFrame = () => {
    painted.port2.postMessage(null);
    if (isWatching) requestAnimationFrame(eachFrame);
  };
  eachFrame();

  const began = performance.now();
  let value = 40;
  let step = 1;
  while (performance.now() - began < 1000 * seconds) {
    value += step;
    if (value >= 95 || value <= 20) step = -step;
    input.value = String(value);
    moves.push({value, at: performance.now(), seen: 0});
    input.dispatchEvent(new Event("input", {bubbles: true}));
    const due = began + (1000 / 60) * moves.length;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
  }
  const isPending = () =>
    shown() !== value || document.querySelectorAll("[aria-busy=true], .vantage-stale").length > 0;
  const limit = performance.now() + 20_000;
  while (isPending() && performance.now() < limit)
    await new Promise((resolve) => setTimeout(resolve, 50));
  isWatching = false;
  observer.disconnect();
  tasks.disconnect();
  const times = moves.filter(({seen}) => seen > 0).map(({at, seen}) => seen - at);
  const points = [...host.querySelectorAll(".map-models > *")].map((dot) =>
    dot.getAttribute("transform")
  );
  return {times, pictures, longest, final: `${value} ${points.join()}`};
}
