import {spawnSync} from "node:child_process";
import {existsSync} from "node:fs";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";

/** Where peers are installed: beside the benchmarks, ignored by git. */
export const peersFolder = join(dirname(fileURLToPath(import.meta.url)), ".peers");

const peers = {"@saehrimnir/druidjs": "0.9.0"} as const;

/** Import a peer, installing it (that exact version, no scripts) if it is not there yet. */
export async function peer<Module>(name: keyof typeof peers): Promise<Module> {
  if (!existsSync(join(peersFolder, "node_modules", name, "package.json"))) {
    const options = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts"];
    const args = ["install", "--prefix", peersFolder, ...options, `${name}@${peers[name]}`];
    const {status} = spawnSync("npm", args, {stdio: "inherit"});
    if (status !== 0) throw new Error(`peer: npm must install ${name}; got exit code ${status}`);
  }
  const require = createRequire(join(peersFolder, "index.js"));
  return import(pathToFileURL(require.resolve(name)).href);
}
