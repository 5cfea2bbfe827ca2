import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {projectPaths, root, sources} from "./sources.js";

const code = sources(/^(src|loaders|cli|data|package|reference|bench|test)\/.*\.ts$|^bin\/.*\.js$/);
const paths = projectPaths();

/** `path:line` of every match. */
function places(files: readonly {path: string; text: string}[], pattern: RegExp): string[] {
  return files.flatMap(({path, text}) =>
    text.split("\n").flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1} ${line}`] : []))
  );
}

describe("files", () => {
  it("are never called utils, helpers, common or misc", () => {
    const lazy = /(^|\/)(utils?|helpers?|common|misc)(\/|\.[a-z]+$)/i;
    expect(paths.filter((path) => lazy.test(path))).toEqual([]);
  });

  it("hold no Markdown under src but pages", () => {
    const page = /^src\/([a-z0-9-]+\.md|(s|learn|guide)\/.*\.md)$/;
    expect(paths.filter((path) => /^src\/.*\.md$/.test(path) && !page.test(path))).toEqual([]);
  });

  it("are of a size one can read: 250 lines, tests 400", () => {
    const limit = (path: string) => (path.startsWith("test/") ? 400 : 250);
    const lines = (text: string) => text.trimEnd().split("\n").length;
    const long = code.filter(({path, text}) => lines(text) > limit(path));
    expect(long.map(({path}) => path)).toEqual([]);
  });

  it("leave no folder empty", () => {
    const tracked = new Set(paths.flatMap((path) => parents(path)));
    const empty = [...tracked].filter((folder) => readdirSync(join(root, folder)).length === 0);
    expect(empty).toEqual([]);
  });

  it("name no machine: neither its home and scratch folders nor a folder beside the project", () => {
    const text = sources(/\.(ts|js|mjs|json|md|py|sh|csv|cff|css|yml)$/).filter(
      ({path}) => path !== "package-lock.json"
    );
    const machine = /(^|[\s"'`(=])\/(work|tmp|home|root)\/|\.\.\/shared\b/;
    expect(places(text, machine)).toEqual([]);
  });
});

describe("code", () => {
  it("has no default exports outside configuration", () => {
    expect(places(code, /^export default\b|\bas default\b/)).toEqual([]);
  });

  it("takes chance and time only from its caller in the pure folders", () => {
    const pure = code.filter(({path}) => /^src\/(lib|runtime|workflows|claims)\//.test(path));
    const impure = /\bMath\.random\b|\bnew Date\b|\bDate\.now\b|\bperformance\.|\bcrypto\./;
    expect(places(pure, impure)).toEqual([]);
  });

  it("leaves no unfinished note", () => {
    expect(places(code, /\b(TO[D]O|FIX[M]E|X[X]X)\b/)).toEqual([]);
  });

  it("writes to the terminal only from the command line, benchmarks and the start file", () => {
    const quiet = code.filter(({path}) => /^(src|loaders|data)\//.test(path));
    expect(places(quiet, /\bconsole\.\w+\(/)).toEqual([]);
  });
});

describe("CHANGELOG", () => {
  it("opens with the package's version", () => {
    const {version} = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const top = readFileSync(join(root, "CHANGELOG.md"), "utf8").match(/^## (\S+)/m)?.[1];
    expect(top).toBe(version);
  });
});

function parents(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
}
