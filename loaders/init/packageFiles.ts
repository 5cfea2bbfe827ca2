import {type ReportFacts, tarballPath} from "./reportFacts.js";

/** `package.json`: one dependency, from the report's own folder, and the verbs one needs. */
export function packageFile(facts: ReportFacts): string {
  const {name, license} = facts;
  const verbs = ["start", "dev", "build", "verify", "status"];
  const content = {
    name,
    version: "0.0.0",
    private: true,
    type: "module",
    license: license || "UNLICENSED",
    engines: {node: ">=20.19"},
    scripts: Object.fromEntries(verbs.map((verb) => [verb, `vantage ${verb}`])),
    // esbuild runs without its script; npm warns where nobody has said so.
    allowScripts: {esbuild: false},
    dependencies: {"@dkps/vantage": `file:${tarballPath(facts)}`}
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** `.gitignore`: all that can be made again. The study's tables and the package are kept. */
export function gitignoreFile(): string {
  return [
    "node_modules/",
    "dist/",
    "dist.*/",
    ".vantage/",
    "src/.observablehq/",
    "src/data/",
    ""
  ].join("\n");
}
