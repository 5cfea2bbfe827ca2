import {mkdirSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";

/*
 * Framework asks the package registry for the newest version of every library its own client could
 * import, even when no page uses one. It takes a version from any directory named
 * `<name>@<version>` in its cache, so empty directories answer it without a network, and the same
 * way on every machine.
 */
const implicitPackages = [
  "@observablehq/plot",
  "@observablehq/sample-datasets",
  "apache-arrow",
  "arquero",
  "d3",
  "d3-dsv",
  "echarts",
  "htl",
  "isoformat",
  "leaflet",
  "lodash",
  "mapbox-gl",
  "parquet-wasm",
  "react",
  "react-dom",
  "topojson-client"
];

/**
 * Make Framework's build and preview independent of the network: give its version cache an entry
 * for each library it would ask about, the installed version where there is one.
 *
 * @param root Framework's source root, e.g. `src`
 * @returns the entries, `name@version`
 */
export function seedVersionCache(root: string): string[] {
  const cache = join(root, ".observablehq", "cache", "_npm");
  return implicitPackages.map((name) => {
    const entry = `${name}@${installedVersion(name) ?? "0.0.0"}`;
    mkdirSync(join(cache, entry), {recursive: true});
    return entry;
  });
}

function installedVersion(name: string): string | undefined {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const folder of folders) {
    try {
      return JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8")).version;
    } catch {}
  }
  return undefined;
}
