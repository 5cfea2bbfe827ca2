/*
 * `@observablehq/runtime` paces itself by `requestAnimationFrame` where that exists. In a worker it
 * costs up to 16 ms an update and stops in hidden tabs, so it is taken away before the runtime loads,
 * which then asks for `setImmediate`: here a message to oneself, since browsers hold back timers set by
 * timers. Import this module first.
 */
const scope = globalThis as {requestAnimationFrame?: unknown; setImmediate?: unknown};
delete scope.requestAnimationFrame;
scope.requestAnimationFrame = undefined;

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();
scope.setImmediate = (call: () => void) => {
  waiting.push(call);
  channel.port2.postMessage(null);
};
