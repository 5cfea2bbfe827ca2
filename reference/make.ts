import {mkdirSync, writeFileSync} from "node:fs";
import {dirname} from "node:path";
import {referencePages} from "./pages.js";

/* Writes the guide's reference anew: `npm run reference`. */

for (const [path, text] of Object.entries(referencePages())) {
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, text);
}
