/*
 * `@observablehq/runtime` paces itself by `requestAnimationFrame` where that exists. In a worker it
 * costs up to 16 ms an update and stops in hidden tabs, so it is taken away before the runtime loads
 * (which then falls back to timers). Import this module first.
 */
const scope = globalThis as {requestAnimationFrame?: unknown};
delete scope.requestAnimationFrame;
scope.requestAnimationFrame = undefined;
