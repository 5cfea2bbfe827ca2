import type {PublishedStudy} from "./studyData.js";

/** What a study's own things are called on its pages. */
export interface StudyWords {
  /** one query */
  readonly question: string;
  /** what one model has for it */
  readonly answer: string;
  readonly anAnswer: string;
  /** one of the models and one of the queries, said of what there is of it */
  readonly toEach: string;
  /** what near on the map means */
  readonly alike: string;
  /** said of the queries a model has something for */
  readonly had: string;
  /** said of a query that every model has something for */
  readonly complete: string;
  /** the same of all queries */
  readonly allComplete: string;
  /** said of the vectors */
  readonly embedding: string | null;
  /** words of controls that are other than `manners` and the controls have them */
  readonly controls: Readonly<
    Record<string, {readonly label: string; readonly help: string; readonly term?: string}>
  >;
}

const answers: StudyWords = {
  question: "question",
  answer: "answer",
  anAnswer: "an answer",
  toEach: "to each",
  alike: "answering alike",
  had: "answered",
  complete: "answered by every model",
  allComplete: "Every model answered every question.",
  embedding: null,
  controls: {}
};

const whichTasks = {
  label: "Which tasks",
  help: "Models are compared by their scores on these tasks alone."
};

const scores: StudyWords = {
  question: "task",
  answer: "score",
  anAnswer: "a score",
  toEach: "on each",
  alike: "scoring alike",
  had: "scored",
  complete: "scored for every model",
  allComplete: "Every model has a score on every task.",
  embedding:
    "Nothing is embedded: on a task, models are as far apart as their scores, in the unit of the scores.",
  controls: {
    queries: whichTasks,
    "queries:filter": whichTasks,
    queryCount: {
      label: "Number of tasks",
      help: "How many of these tasks count, drawn at random. With fewer, the map is rougher."
    },
    querySeed: {
      label: "Which draw of tasks",
      help: "Another number draws other tasks. What depends on the draw is not to be trusted."
    },
    replicates: {label: "Scores per task", help: "A model has one score on a task."},
    debias: {
      label: "Noise of few scores",
      help: "Nothing can be taken off where a model has one score on a task.",
      term: "debias"
    }
  }
};

/** The words of a study, by what was recorded in it. */
export function studyWords({kind}: Pick<PublishedStudy, "kind">): StudyWords {
  return kind === "scores" ? scores : answers;
}
