import {addressPart, joinAddress} from "../components/addressPart.js";

/** The least time between two writes of the address, in milliseconds. */
const between = 250;

/**
 * Writes the page's address: at once, but of many writes in a row the last of each quarter second. One
 * takes some 10 ms, and browsers refuse more than a hundred in half a minute.
 */
export function replaceAddress(): (search: string) => void {
  let wanted: string | null = null;
  let isResting = false;
  const write = () => {
    if (wanted !== null) history.replaceState(history.state, "", addressWith(wanted));
    wanted = null;
  };
  const rest = () => {
    isResting = wanted !== null;
    write();
    if (isResting) setTimeout(rest, between);
  };
  // A reader who leaves in time takes the view along.
  addEventListener("pagehide", write);
  return (search) => {
    wanted = search;
    if (isResting) return;
    isResting = true;
    write();
    setTimeout(rest, between);
  };
}

/** The inputs' part of the address anew; that of a search of answers stays. */
function addressWith(inputs: string): string {
  return joinAddress(inputs, addressPart(location.search, true)) || location.pathname;
}
