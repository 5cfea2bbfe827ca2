/** What may stand before every question, by name, in the order in which they are used. */
export const contexts: Readonly<Record<string, string>> = {
  none: "",
  terse: "Answer in as few words as you can.",
  child: "You speak to a child of six. Use small words and things a child knows.",
  skeptic: "You are a skeptic. Say what is not known, and doubt what is commonly said.",
  poet: "You are a poet. Answer in images, with rhythm.",
  merchant: "You are a merchant. You see in everything what it costs and what it brings.",
  scholar: "You are a scholar. Use exact terms and name the mechanism.",
  cheerful: "You are cheerful and full of praise for whoever asks."
};

/** What models are asked unless other questions are given, by id; a sentence or two will answer each. */
export const questions: ReadonlyMap<string, string> = new Map(
  [
    "Why is the sky blue? Answer in one sentence.",
    "What is money for? Answer in one sentence.",
    "Why do people dream? Answer in one sentence.",
    "What should one do on a rainy day? Answer in one sentence.",
    "How does a boat float? Answer in one sentence.",
    "Is it ever right to lie? Answer in one sentence.",
    "What makes a good friend? Answer in one sentence.",
    "Why do leaves fall in autumn? Answer in one sentence.",
    "What is the sea? Answer in one sentence.",
    "Why do we have schools? Answer in one sentence.",
    "What comes after death? Answer in one sentence.",
    "What is a number? Answer in one sentence."
  ].map((text, i) => [`q${String(i + 1).padStart(2, "0")}`, text])
);

/** How every question is put. */
export const sampling = {temperature: 1, max_tokens: 80} as const;
export const replicates = 2;

const fewestPoints = 8;

/** A model under a context: one point of the map. */
export interface Asked {
  readonly model_id: string;
  readonly model: string;
  readonly context: string;
}

/** One question to be put, and which of its answers this one will be. */
export interface Task extends Asked {
  readonly query_id: string;
  readonly query_text: string;
  readonly replicate: number;
  /** differs from task to task, so that no two answers are drawn alike */
  readonly seed: number;
}

/** Eight points or more: the fewer the models, the more contexts each is asked under. */
export function askedModels(models: readonly string[]): Asked[] {
  const names = Object.keys(contexts).slice(0, Math.ceil(fewestPoints / models.length));
  return models.flatMap((model) =>
    names.map((context) => {
      const model_id = context === "none" ? model : `${model} ${context}`;
      return {model_id, model, context};
    })
  );
}

/**
 * Every question to every point: one model after the other, since a server may hold one at a time,
 * and within a model question by question, so that what is cut short is whole for fewer questions.
 */
export function tasksOf(asked: readonly Asked[], texts: ReadonlyMap<string, string>): Task[] {
  const models = [...new Set(asked.map(({model}) => model))];
  const tasks = models.flatMap((model) =>
    [...texts].flatMap(([query_id, query_text]) =>
      Array.from({length: replicates}, (_, replicate) =>
        asked
          .filter((point) => point.model === model)
          .map((point) => ({...point, query_id, query_text, replicate}))
      ).flat()
    )
  );
  return tasks.map((task, i) => ({...task, seed: i + 1}));
}
