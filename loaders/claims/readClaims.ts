import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {type Claim, parseClaims} from "../../src/claims/claimSchema.js";
import {DataError} from "../../src/lib/core/errors.js";
import {parseJson} from "../../src/lib/intake/readJson.js";
import {suggestion} from "../../src/lib/schema/nearestName.js";
import {workflows} from "../../src/workflows/registry.js";

/** The claims of a study's folder, from `claims.json`; none where there is no such file. */
export async function readClaims(directory: string): Promise<Claim[]> {
  const path = join(directory, "claims.json");
  if (!existsSync(path)) return [];
  const claims = parseClaims(parseJson(await readFile(path, "utf8"), path), path);
  const names = [...workflows.keys()];
  const unknown = claims.find(({workflow}) => !workflows.has(workflow));
  if (!unknown) return claims;
  throw new DataError(
    `${path}: ${unknown.id}: workflow must be one of ${names.join(", ")}; got ${unknown.workflow}${suggestion(unknown.workflow, names)}`
  );
}
