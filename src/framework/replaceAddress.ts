/** How long an address may lag behind the inputs, in milliseconds. */
const lag = 250;

/**
 * Writes the page's address, of many writes in a row the last: one takes some 10 ms, and browsers refuse
 * more than a hundred in half a minute.
 */
export function replaceAddress(): (search: string) => void {
  let wanted: string | null = null;
  const write = () => {
    if (wanted !== null) history.replaceState(history.state, "", wanted || location.pathname);
    wanted = null;
  };
  // A reader who leaves in time takes the view along.
  addEventListener("pagehide", write);
  return (search) => {
    if (wanted === null) setTimeout(write, lag);
    wanted = search;
  };
}
