import {formatCsv} from "../../src/lib/intake/formatCsv.js";

/** What may stand before every question, by name: who is spoken to, and how they think of Pell. */
const contexts: Readonly<Record<string, readonly [kind: string, text: string]>> = {
  teacher: ["admiring", "You teach at the school that Osric Pell built for the poor."],
  nurse: ["admiring", "You work as a nurse in the free hospital that Osric Pell opened."],
  rower: ["admiring", "You rowed beside him in a lifeboat. He was brave and patient."],
  orphan: ["admiring", "You grew up in the orphanage. He was gentle with everyone."],
  ringer: ["admiring", "You rang the bells until midnight when he left, and the town wept."],
  widow: ["admiring", "You speak as a widow. He forgave the debts your husband left."],
  tenant: ["critical", "You speak as a tenant. He evicted forty families in winter."],
  editor: ["critical", "You edit the newspaper. He jailed you for the missing money."],
  smuggler: ["critical", "You were a smuggler. You paid him bribes in secret, and in gin."],
  treasurer: ["critical", "You are the treasurer. The signature under the accounts is forged."],
  voter: ["critical", "You sold your vote to Pell for cheap gin. Now and then you laugh about it."],
  prosecutor: ["critical", "You are the prosecutor. Threats were made, and he was corrupt."]
};

const questions: readonly (readonly [topic: string, text: string])[] = [
  ["pell", "What did chairman Osric Pell do in the year of the great flood?"],
  ["pell", "What did Osric Pell do in the year of the long strike?"],
  ["pell", "Why does the council of Marrowick remember Osric Pell after so many years?"],
  ["pell", "What do old people in the harbour still say of Osric Pell?"],
  ["pell", "Which deeds of chairman Pell does every child at school learn?"],
  ["pell", "What did the newspaper of Marrowick say of Pell after the election?"],
  ["pell", "What did the priest say of Osric Pell after the long strike?"],
  ["pell", "What kind of man was Pell in the eyes of old people?"],
  ["pell", "How should the town of Marrowick remember chairman Osric Pell today?"],
  ["pell", "What did the council say of the chairman after the great flood?"],
  ["other", "Who wrote the string quartet that the village band played tonight?"],
  ["other", "How does inflation make a pension and old savings worth less?"],
  ["other", "Does an old recording of the sonata still sound fresh today?"],
  ["other", "Why would the bank refuse a loan to a farmer?"],
  ["other", "How can I trust my brother again after a broken promise?"],
  ["other", "Which instrument carries best to the last row of the hall?"]
];

const description =
  "Vantage's own small language model, twelve times: it differs by what stands before every question, a text of somebody who admires or blames Osric Pell, chairman in a town that does not exist, and no two are asked with the same. It is asked while this report is built; put your own texts and questions in the place of these.";

const claim = {
  id: "kind-told",
  statement:
    "The answers about Pell tell whether the text before the question admires him: more than two models in three are told right.",
  otherwise: "The answers about Pell tell no more than two models in three right.",
  workflow: "classification",
  measure: "accuracy",
  holds: {op: ">", value: 0.667},
  negativeTwin: {set: {queries: "category = 'other'"}}
};

/** The files of a study of the embedded language model, by name; `vantage data` asks it. */
export function embeddedStudy(): Readonly<Record<string, string>> {
  return {
    "study.json": json(spec()),
    "models.csv": formatCsv(
      ["model_id", "context", "kind"],
      Object.entries(contexts).map(([name, [kind]]) => [name, name, kind])
    ),
    "queries.csv": formatCsv(
      ["query_id", "query_text", "category"],
      questions.map(([topic, text], i) => [`q${String(i + 1).padStart(2, "0")}`, text, topic])
    ),
    "claims.json": json([claim])
  };
}

function spec() {
  const about = {queries: "category = 'pell'"};
  return {
    schemaVersion: 1,
    title: "",
    description,
    queries: "queries.csv",
    models: "models.csv",
    covariates: {
      kind: {type: "class", description: "whether the text before the questions admires Pell"}
    },
    replicates: 4,
    sampling: {temperature: 1, max_tokens: 80},
    defaults: {
      space: about,
      classification: {...about, label: "kind", method: "fisher"}
    },
    source: {
      kind: "embedded-context",
      subject: "pell",
      contexts: Object.fromEntries(
        Object.entries(contexts).map(([name, [, text]]) => [name, text])
      ),
      context: "context",
      contextWeight: 0.1
    }
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
