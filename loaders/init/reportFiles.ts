import {citationFile, licenseFile} from "./citationFiles.js";
import {embeddedStudy} from "./embeddedStudy.js";
import {exampleFiles} from "./exampleAnswers.js";
import {gitignoreFile, packageFile} from "./packageFiles.js";
import {reportPage, wholePage} from "./pages.js";
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
    ...answerFiles(facts),
    "observablehq.config.js": configFile(facts),
    "package.json": packageFile(facts),
    "src/data.md": wholePage("data", facts),
    "src/explore.md": wholePage("explore", facts),
    "src/index.md": reportPage(facts),
    "src/provenance.md": wholePage("provenance", facts),
    "src/style.css": styleFile()
  };
}

/** What a report begins with: claims of what is known to hold, or none about answers of one's own. */
function answerFiles({begins, study}: ReportFacts): Readonly<Record<string, string>> {
  const folder = `data/studies/${study}`;
  if (begins === "logs" || begins === "server") return {[`${folder}/claims.json`]: "[]\n"};
  if (begins === "example") return exampleFiles(folder);
  return Object.fromEntries(
    Object.entries(embeddedStudy()).map(([name, text]) => [`${folder}/${name}`, text])
  );
}
