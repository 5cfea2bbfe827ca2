import {citationFile, licenseFile} from "./citationFiles.js";
import {exampleAnswers, examplePath} from "./exampleAnswers.js";
import {gitignoreFile, packageFile} from "./packageFiles.js";
import {explorePage, reportPage} from "./pages.js";
import {readmeFile} from "./readmeFile.js";
import type {ReportFacts} from "./reportFacts.js";
import {configFile, styleFile} from "./siteFiles.js";
import {workflowFile} from "./workflowFile.js";

/** The texts of a report, by path; its study's tables and the package come beside them. */
export function reportFiles(facts: ReportFacts): Readonly<Record<string, string>> {
  return {
    ".github/workflows/pages.yml": workflowFile(),
    ".gitignore": gitignoreFile(),
    "CITATION.cff": citationFile(facts),
    LICENSE: licenseFile(facts),
    "README.md": readmeFile(facts),
    ...(facts.logs === undefined ? {[examplePath]: exampleAnswers()} : {}),
    [`data/studies/${facts.study}/claims.json`]: "[]\n",
    "observablehq.config.js": configFile(facts),
    "package.json": packageFile(facts),
    "src/explore.md": explorePage(facts),
    "src/index.md": reportPage(facts),
    "src/style.css": styleFile()
  };
}
