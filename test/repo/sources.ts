import {execFileSync} from "node:child_process";
import {existsSync, readFileSync} from "node:fs";
import {dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";

/** The project's folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** A text file of the project: its path from the root, with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Paths git tracks or would track: nothing ignored, nothing deleted. */
export function projectPaths(): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const listed = execFileSync("git", args, {cwd: root, encoding: "utf8"}).split("\0");
  return [...new Set(listed)].filter((path) => path !== "" && existsSync(join(root, path))).sort();
}

/** The project's files whose path matches. */
export function sources(pattern: RegExp): SourceFile[] {
  return projectPaths()
    .filter((path) => pattern.test(path))
    .map((path) => ({path, text: readFileSync(join(root, path), "utf8")}));
}

/** What a module imports or re-exports, types included: specifiers as written. */
export function importedBy(text: string): string[] {
  const clause = /^\s*(?:import|export)\b[^;]*?\bfrom\s*"([^"]+)"/gm;
  const bare = /^\s*import\s*"([^"]+)"/gm;
  const called = /\bimport(?:\.meta\.resolve)?\(\s*"([^"]+)"/g;
  return [clause, bare, called].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => match[1] as string)
  );
}

/** A relative specifier as a path from the root; null for a package or a built-in module. */
export function localTarget(path: string, specifier: string): string | null {
  if (!specifier.startsWith(".")) return null;
  return join(dirname(path), specifier).replaceAll("\\", "/");
}
