import {askedPath, askedQuestionsPath} from "./askedFiles.js";
import {exampleModelsPath, examplePath} from "./exampleAnswers.js";
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

${stepsOf(facts, folder)
  .map((step, i) => `${i + 1}. ${step}`)
  .join("\n")}

## What lies where

| path | what it is |
|---|---|
| \`${folder}/\` | the study: \`study.json\`, \`models.csv\`, \`claims.json\`, tables of answers |
| \`src/\` | the pages: Markdown with places that the build fills |
| \`${tarballPath(facts)}\` | Vantage itself, so that this report builds as long as Node does |
| \`src/data/\`, \`dist/\`, \`.vantage/\` | made by the build, not committed |

The guides are in \`node_modules/@dkps/vantage/docs/\`: \`pages.md\`, \`contracts.md\`, \`formats.md\`;
how-tos, error messages and the reference in \`node_modules/@dkps/vantage/src/guide/\`.
`;
}

function originOf({begins, logs}: ReportFacts): string {
  if (begins === "logs") return `Its answers were imported from \`${logs}\`.`;
  if (begins === "server")
    return `Its answers were given by models of a server that \`vantage init\` asked; they lie as they came in \`${askedPath}\`, with what was put before the questions.`;
  if (begins === "embedded")
    return "Its answers are those of one small language model that Vantage trains and asks during the build.";
  return "**Its answers are made up**, so that it builds at once; they say nothing about any model.";
}

function stepsOf(facts: ReportFacts, folder: string): string[] {
  return [
    ...answersSteps(facts, folder),
    `Say what you know of the models: a column each in \`${folder}/models.csv\` (family, size, a score), and what it means under \`covariates\` in \`study.json\`. Name one in \`defaults\`, \`{"regression": {"covariate": "size"}}\` or \`{"classification": {"label": "family"}}\`, and the report has that analysis.`,
    "Write: `src/index.md` is prose with places. What places there are is in the guide `pages.md`.",
    claimsStep(facts, folder),
    "Publish: push to GitHub, and choose GitHub Actions as the source under Settings, Pages. `publish` in `study.json` decides whether texts of answers go out; the tables under `data/` are in the repository all the same. Fill in `CITATION.cff` and `LICENSE`."
  ];
}

function answersSteps({begins, study}: ReportFacts, folder: string): string[] {
  if (begins === "server")
    return [
      `Ask more: put your questions in \`${askedQuestionsPath}\` and run \`npx vantage init <new folder> --server <address> --queries ${askedQuestionsPath}\`; \`--model <name>\`, as often as wanted, says whom. The new folder is a report like this one. Answers that other tools recorded are added here by \`npx vantage import <logs> --study ${folder}\`.`
    ];
  if (begins === "logs")
    return [
      `More answers: \`npx vantage import <logs> --study ${folder}\` adds them to those that are there.`
    ];
  if (begins === "embedded")
    return [
      `Ask something else: put your questions in \`${folder}/queries.csv\` and your texts under \`contexts\` in \`study.json\`; a model is a line in \`models.csv\`, its \`context\` the name of its text. \`npm start\` asks again what changed. The model knows only what it was trained on: Osric Pell and his town, music, family, money and the like.`,
      `Ask models of yours: \`npx vantage init <new folder> --server <address>\` asks those of a server that speaks OpenAI's chat API; \`--from <log>\` takes what another tool recorded.`
    ];
  return [
    `Put your own answers in place of the made-up ones: write over \`${examplePath}\`, one row an answer with the columns \`model_id\`, \`query_text\`, \`response_text\`, and over \`${exampleModelsPath}\`, one row a model with what you know of it; any log that \`formats.md\` lists will do as well. Then remove the made-up study, \`rm -r ${folder}/tables ${folder}/*.csv ${folder}/*.json\`, and \`npx vantage import ${examplePath} --covariates ${exampleModelsPath} --study ${folder}\`. Give the study \`${study}\` its title and description in \`study.json\`.`
  ];
}

function claimsStep({begins}: ReportFacts, folder: string): string {
  const now =
    begins === "logs" || begins === "server"
      ? "is an empty list: what your answers show is yours to say"
      : "holds one claim, about the answers that are there now: replace it with them";
  return `Claim: \`${folder}/claims.json\` ${now}. What a claim looks like is in the guide \`contracts.md\`, under Claims; \`npm run verify\` says whether yours hold, and a build fails when they do not.`;
}
