import type {ModelRow, PublishedStudy} from "../lib/schema/studyData.js";
import type {PairResult} from "../workflows/results.js";
import type {AnswersSource} from "./answersSource.js";
import {element} from "./element.js";
import {modelFacts, pairPhrase} from "./modelFacts.js";
import {modelsChoice} from "./modelsChoice.js";
import {errorBox} from "./notices.js";
import {pairQuestions} from "./pairQuestions.js";
import {phraseNodes} from "./phrase.js";
import {tableTwin} from "./tableTwin.js";

/** Which models are on the card: none, one, or two compared. */
export type Chosen = readonly string[];

/** What the cards are drawn from. */
export interface ModelCardsOptions {
  readonly document: Document;
  readonly study: PublishedStudy;
  /** null where no answers are published */
  readonly source: AnswersSource | null;
  /** asks how two models lie, or one alone, answered by `show` or `fail`; nothing any more where none is chosen */
  readonly ask: (chosen: Chosen) => void;
}

/** A card of one model or two, and what changes it. */
export interface ModelCards {
  readonly node: HTMLElement;
  /** as a tap on a model does: the first opens its card, the second compares, a third begins anew */
  take(id: string): void;
  chosen(): Chosen;
  show(result: PairResult): void;
  fail(message: string): void;
  /** a newer answer is being made */
  wait(): void;
}

/** What is said before a model is chosen, and where no script runs. */
export const cardsNote =
  "Choose a model on the map to see its card, and a second one to compare the two.";

/** The cards of models, empty until one is chosen on a map or in the lists. */
export function modelCards({document, study, source, ask}: ModelCardsOptions): ModelCards {
  let models: Chosen = [];
  let question: string | undefined;
  const rows = new Map(study.models.map((model) => [model.model_id, model]));
  const found = element(document, "p", {class: "finding", "aria-live": "polite", hidden: true});
  const facts = element(document, "div");
  const questions = element(document, "div");
  const choice = modelsChoice(document, study, choose);

  function choose(next: Chosen) {
    models = next;
    question = undefined;
    choice.show(models);
    questions.replaceChildren();
    found.replaceChildren();
    found.hidden = true;
    const shown = models.map((id) => rows.get(id) as ModelRow);
    facts.replaceChildren(
      ...(shown.length > 0 ? [tableTwin(document, modelFacts(study, shown))] : [])
    );
    ask(models);
  }

  return {
    node: element(
      document,
      "div",
      {class: "vantage-models"},
      element(document, "p", {class: "vantage-answers-note"}, cardsNote),
      choice.node,
      found,
      facts,
      questions
    ),
    take(id) {
      if (!rows.has(id) || models.at(-1) === id) return;
      choose(models.length === 1 ? [models[0] as string, id] : [id]);
    },
    chosen: () => models,
    show(result) {
      if (result.a !== models[0] || result.b !== (models[1] ?? null)) return;
      found.classList.remove("vantage-stale");
      found.hidden = false;
      found.replaceChildren(...phraseNodes(document, pairPhrase(study, result)));
      if (result.b === null) return questions.replaceChildren();
      const onChosen = (query: string) => {
        question = query;
      };
      questions.replaceChildren(
        pairQuestions({document, study, source, result, chosen: question, onChosen})
      );
    },
    fail(message) {
      found.classList.add("vantage-stale");
      questions.replaceChildren(errorBox(document, {message}));
    },
    wait: () => found.classList.add("vantage-stale")
  };
}
