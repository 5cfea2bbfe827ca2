import {existsSync, readdirSync} from "node:fs";
import {join} from "node:path";

/** Names of the folders below one that hold a `study.json`, in order; none if it is not there. */
export function folderIds(parent: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((id) => existsSync(join(parent, id, "study.json")))
    .sort();
}
