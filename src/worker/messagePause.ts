/**
 * A way to let waiting messages in: a message to oneself comes after those the page has sent; timers
 * would be held back to 4 ms each.
 */
export function messagePause(): () => Promise<void> {
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    });
}
