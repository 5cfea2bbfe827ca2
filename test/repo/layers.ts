/*
 * Who may import whom: every folder lists what it may see beside itself. The order is the house's:
 * a row sees only rows above it, and no paper sees a sibling paper.
 */

const foundation = ["src/lib/core", "src/lib/random", "src/lib/schema"];
const numerics = [...foundation, "src/lib/linalg", "src/lib/geometry", "src/lib/inference"];
const materials = ["src/lib/language", "src/lib/embedding", "src/lib/intake", "src/lib/tables"];
const papers = [
  "src/lib/dkps",
  "src/lib/datakernel",
  "src/lib/dynamics",
  "src/lib/tasks",
  "src/lib/curation"
];
const lib = [...numerics, ...materials, "src/lib/study", ...papers];
const analysis = [...lib, "src/runtime", "src/workflows"];
const claims = [...analysis, "src/claims"];

const row = (folders: readonly string[], sees: readonly string[]) =>
  folders.map((folder) => [folder, sees] as const);

/** Folder → folders it may import from, itself apart. The longest matching folder decides. */
export const layers: ReadonlyMap<string, readonly string[]> = new Map([
  ...row(["src/lib/core"], []),
  ...row(["src/lib/random", "src/lib/schema"], ["src/lib/core"]),
  ...row(["src/lib/linalg"], foundation),
  ...row(["src/lib/geometry"], [...foundation, "src/lib/linalg"]),
  ...row(["src/lib/inference"], [...foundation, "src/lib/linalg", "src/lib/geometry"]),
  ...row(["src/lib/language", "src/lib/embedding", "src/lib/intake"], numerics),
  ...row(["src/lib/tables"], [...foundation, "src/lib/embedding"]),
  ...row(["src/lib/study"], [...numerics, ...materials]),
  ...row(papers, [...numerics, ...materials]),
  ...row(["src/runtime"], foundation),
  ...row(["src/workflows"], [...lib, "src/runtime"]),
  ...row(["src/claims"], analysis),
  ...row(["src/db"], claims),
  ...row(["src/worker"], [...claims, "src/db"]),
  ...row(["src/components"], [...claims, "src/worker"]),
  ...row(["src/framework"], [...claims, "src/worker", "src/components"]),
  ...row(["loaders"], claims),
  ...row(["loaders/site"], [...claims, "src/components", "src/framework", "loaders"]),
  ...row(["data"], lib),
  ...row(["cli"], [...claims, "src/worker", "loaders", "loaders/site", "data"]),
  ...row(
    ["package"],
    [...claims, "src/worker", "src/components", "src/framework", "loaders", "loaders/site"]
  ),
  ...row(["reference"], [...claims, "src/components", "cli"])
]);

/** The folder of the table a path belongs to; undefined for pages, tests and configuration. */
export function layerOf(path: string): string | undefined {
  return [...layers.keys()]
    .filter((folder) => path.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0];
}
