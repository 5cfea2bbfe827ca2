import {invalidFile} from "../../src/lib/intake/readJson.js";

const loopback = new Set(["127.0.0.1", "[::1]", "localhost"]);

/**
 * An address files may be fetched from: https, or http on this machine; without a user's name.
 *
 * @throws DataError naming the address
 */
export function requireAllowedUrl(address: string, where: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isSafe =
    url?.protocol === "https:" || (url?.protocol === "http:" && loopback.has(url.hostname));
  if (url && isSafe && url.username === "" && url.password === "") return url;
  throw invalidFile(where, "address must be https", JSON.stringify(address));
}
