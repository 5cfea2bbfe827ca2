import {Command} from "commander";
import {type VerifiedStudy, verifyStudy} from "../loaders/claims/verifyStudy.js";
import type {Effects} from "../loaders/effects.js";
import {evidenceWords, twinWords, verdictWords} from "../src/claims/claimWords.js";
import type {EvaluatedClaim} from "../src/claims/evaluateClaim.js";
import {publishStudies} from "./data.js";
import {printNext, printResult} from "./output.js";
import {packageVersion} from "./packageVersion.js";
import {type StudyFolder, studyFolders} from "./studyFolders.js";
import {terminalEffects} from "./terminalEffects.js";

/** `vantage verify`: every claim and every published number, recomputed. */
export function verifyCommand(): Command {
  return new Command("verify")
    .description("recompute the claims and the published numbers of one study, or of all")
    .option("--study <dir>", "only this study")
    .option("--strict", "a claim that cannot be decided is a failure")
    .option("--json", "what was found as JSON")
    .action(async ({study, strict, json}: VerifyOptions) => {
      const effects = {...terminalEffects(), fetch: undefined};
      const folders = studyFolders(study);
      await publishStudies(folders, effects);
      const found = await verifyAll(folders, effects);
      printResult(found, verifiedText(found), json);
      process.exitCode = verdictCode(found, strict ?? false);
      printNext("vantage build --strict");
    });
}

interface VerifyOptions {
  readonly study?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** Recomputes studies from their published files, one after the other. */
export async function verifyAll(
  folders: readonly StudyFolder[],
  effects: Effects
): Promise<VerifiedStudy[]> {
  const found: VerifiedStudy[] = [];
  for (const {directory, out} of folders)
    found.push(await verifyStudy(directory, out, {version: packageVersion(), effects}));
  return found;
}

/**
 * The exit code: 3 if a claim is falsified, which outweighs all else; 1 if a claim is unable to fail, a
 * published number has moved, or with `strict` a claim cannot be decided; else 0.
 */
export function verdictCode(found: readonly VerifiedStudy[], strict: boolean): number {
  const claims = found.flatMap((study) => study.claims);
  if (claims.some(({verdict}) => verdict === "FALSIFIED")) return 3;
  const isOpen = claims.some(({verdict}) => verdict === "INCONCLUSIVE");
  const hasMoved = found.some(({moved}) => moved.length > 0);
  return claims.some(({canFail}) => !canFail) || hasMoved || (strict && isOpen) ? 1 : 0;
}

/** All that was found, for people. */
export function verifiedText(found: readonly VerifiedStudy[]): string {
  return found
    .flatMap(({study, claims, moved}) => [
      `${study}: ${claims.length === 0 ? "no claims" : claims.length === 1 ? "1 claim" : `${claims.length} claims`}`,
      ...claims.flatMap(claimLines),
      ...moved
        .slice(0, 20)
        .map(
          ({workflow, path, a, b}) =>
            `  ! ${workflow}: ${path} was published as ${shown(a)}, is ${shown(b)}`
        ),
      moved.length === 0
        ? "  published numbers: as recomputed"
        : `  ! ${moved.length} published numbers moved`
    ])
    .join("\n");
}

function claimLines(claim: EvaluatedClaim): string[] {
  const {id, verdict, statement, otherwise, evidence, canFail} = claim;
  const said = verdict === "FALSIFIED" ? otherwise : statement;
  return [
    `  ${verdictWords[verdict]}  ${id}: ${said}`,
    `      ${evidenceWords(evidence)}`,
    `    ${canFail ? " " : "!"} ${twinWords(claim)}`
  ];
}

const shown = (value: unknown) => (JSON.stringify(value) ?? "nothing").slice(0, 60);
