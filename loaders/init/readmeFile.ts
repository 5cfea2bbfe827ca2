import {examplePath} from "./exampleAnswers.js";
import {type ReportFacts, tarballPath} from "./reportFacts.js";

/** `README.md`: what this repository is, and what to do next. */
export function readmeFile(facts: ReportFacts): string {
  const {title, study} = facts;
  const folder = `data/studies/${study}`;
  return `# ${title}

A report on a collection of generative models, made with Vantage. ${originOf(facts)}

\`\`\`sh
npm install   # once; keep the package-lock.json it writes: npm ci needs it
npm start     # builds the report and serves it on this machine
npm run dev   # a preview that follows your edits
\`\`\`

## Next steps

${[answersStep(facts, folder), modelsStep(folder), pagesStep(), claimsStep(folder), publishStep()]
  .map((step, i) => `${i + 1}. ${step}`)
  .join("\n")}

## What lies where

| path | what it is |
|---|---|
| \`${folder}/\` | the study: \`study.json\`, \`models.csv\`, \`claims.json\`, imported tables |
| \`src/\` | the pages: Markdown with places that the build fills |
| \`${tarballPath(facts)}\` | Vantage itself, so that this report builds as long as Node does |
| \`src/data/\`, \`dist/\`, \`.vantage/\` | made by the build, not committed |

The guides are in \`node_modules/@dkps/vantage/docs/\`: \`pages.md\`, \`contracts.md\`, \`formats.md\`;
how-tos, error messages and the reference in \`node_modules/@dkps/vantage/src/guide/\`.
`;
}

function originOf({logs}: ReportFacts): string {
  if (logs !== undefined) return `Its answers were imported from \`${logs}\`.`;
  return "**Its answers are made up**, so that it builds at once; they say nothing about any model.";
}

function answersStep({logs, study}: ReportFacts, folder: string): string {
  if (logs !== undefined)
    return `More answers: \`npx vantage import <logs> --study ${folder}\` adds them to those that are there.`;
  return `Put your own answers in place of the made-up ones, in \`${examplePath}\` or anywhere: remove \`${folder}/tables\` and \`${folder}/models.csv\`, then \`npx vantage import <logs> --study ${folder}\`. Give the study \`${study}\` its title and description in \`study.json\`.`;
}

function modelsStep(folder: string): string {
  return `Say what you know of the models: a column each in \`${folder}/models.csv\` (family, size, a score), and what it means under \`covariates\` in \`study.json\`. Name one in \`defaults\`, \`{"regression": {"covariate": "size"}}\` or \`{"classification": {"label": "family"}}\`, and the report has that analysis.`;
}

function pagesStep(): string {
  return "Write: `src/index.md` is prose with places. What places there are is in the guide `pages.md`.";
}

function claimsStep(folder: string): string {
  return `Claim: \`${folder}/claims.json\` is an empty list: what your answers show is yours to say. What a claim looks like is in the guide \`contracts.md\`, under Claims; \`npm run verify\` says whether yours hold, and a build fails when they do not.`;
}

function publishStep(): string {
  return "Publish: push to GitHub, and choose GitHub Actions as the source under Settings, Pages. `publish` in `study.json` decides whether texts of answers go out (they do not, unless you say so); the tables under `data/` are in the repository all the same. Fill in `CITATION.cff` and `LICENSE`.";
}
