import {formatCsv} from "../../src/lib/intake/formatCsv.js";

/** Where made-up answers, and what is known of who gave them, lie in a report begun without logs. */
export const examplePath = "answers/example.csv";
export const exampleModelsPath = "answers/models.csv";

const topics = [
  ["Why is the sky blue?", "air scatters short waves of light more than long ones"],
  ["Why do leaves fall?", "a tree saves water in winter by letting them go"],
  ["How does a boat float?", "it pushes aside as much water as it weighs"],
  ["What makes bread rise?", "yeast turns sugar into gas, and the dough holds it"],
  ["Why does iron rust?", "iron and water and air make an oxide"],
  ["How do bees find home?", "they remember landmarks and the place of the sun"],
  ["Why is the sea salty?", "rivers carry salts to it, and only water leaves"],
  ["What is thunder?", "lightning heats the air so fast that it bursts outward"]
] as const;

const manners: Readonly<Record<string, (fact: string) => string>> = {
  "made-up-brief-1": (fact) => `${upper(fact)}.`,
  "made-up-brief-2": (fact) => `In short: ${fact}.`,
  "made-up-brief-3": (fact) => `${upper(fact)}, in short.`,
  "made-up-brief-4": (fact) => `Briefly: ${fact}.`,
  "made-up-careful-1": (fact) => `I may be wrong, but as far as I know, ${fact}.`,
  "made-up-careful-2": (fact) => `It is hard to be sure, but as far as I know, ${fact}.`,
  "made-up-careful-3": (fact) => `I may be wrong, and it is hard to be sure: ${fact}.`,
  "made-up-careful-4": (fact) => `As far as I know, ${fact}, but it is hard to be sure.`,
  "made-up-eager-1": (fact) => `What a wonderful question! The answer is that ${fact}!`,
  "made-up-eager-2": (fact) => `Great question! Here is the thing: ${fact}! Ask me more!`,
  "made-up-eager-3": (fact) => `What a great question! The answer: ${fact}! Ask me more!`,
  "made-up-eager-4": (fact) => `Wonderful question! Here is the answer: ${fact}!`
};

const claim = {
  id: "manner-told",
  statement:
    "The answers tell a made-up model's manner: by the one most like it, more than half are told right.",
  otherwise: "The answers tell no more than half of the made-up manners right.",
  workflow: "classification",
  measure: "accuracy",
  holds: {op: ">", value: 0.5},
  // All eleven others have a say: three have the same manner, eight have not.
  negativeTwin: {set: {k: 11}}
};

/** The files of a report that was begun without logs, by path; the study's own folder is given. */
export function exampleFiles(study: string): Readonly<Record<string, string>> {
  return {
    [examplePath]: exampleAnswers(),
    [exampleModelsPath]: exampleModels(),
    [`${study}/claims.json`]: `${JSON.stringify([claim], null, 2)}\n`
  };
}

function exampleModels(): string {
  const rows = Object.keys(manners).map((model) => [model, model.split("-")[2]]);
  return formatCsv(["model_id", "manner"], rows);
}

/** Answers that no model gave, named so, for a report to be tried with before there are any logs. */
function exampleAnswers(): string {
  const rows = Object.entries(manners).flatMap(([model, say]) =>
    topics.map(([question, fact]) => [model, question, say(fact)])
  );
  return formatCsv(["model_id", "query_text", "response_text"], rows);
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
