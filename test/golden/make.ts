import {spawnSync} from "node:child_process";
import {existsSync, readdirSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

/* Remakes every golden file with the Python script beside it; the tests then say what moved. */

const folder = dirname(fileURLToPath(import.meta.url));
const python = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
const makers = readdirSync(folder, {withFileTypes: true})
  .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "make.py")))
  .map(({name}) => name)
  .sort();

for (const topic of makers) {
  process.stderr.write(`${topic}\n`);
  const options = {cwd: join(folder, topic), stdio: "inherit"} as const;
  const {status} = spawnSync(python, ["make.py"], options);
  if (status !== 0) process.exit(status ?? 1);
}
