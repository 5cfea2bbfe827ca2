import {formatCsv} from "../../src/lib/intake/formatCsv.js";

/** Where made-up answers lie in a report that was begun without logs. */
export const examplePath = "answers/example.csv";

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
  "made-up-careful-1": (fact) => `I may be wrong, but as far as I know, ${fact}.`,
  "made-up-careful-2": (fact) => `It is hard to be sure. Most would say that ${fact}.`,
  "made-up-eager-1": (fact) => `What a wonderful question! The answer is that ${fact}!`,
  "made-up-eager-2": (fact) => `Great question! Here is the thing: ${fact}! Ask me more!`
};

/** Answers that no model gave, named so, for a report to be tried with before there are any logs. */
export function exampleAnswers(): string {
  const rows = Object.entries(manners).flatMap(([model, say]) =>
    topics.map(([question, fact]) => [model, question, say(fact)])
  );
  return formatCsv(["model_id", "query_text", "response_text"], rows);
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
