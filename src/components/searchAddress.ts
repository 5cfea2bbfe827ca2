import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {ResponseStatus} from "../lib/schema/tables.js";
import {type AnswerSearch, searchable} from "../lib/tables/answerSearch.js";
import {searchPrefix} from "./addressPart.js";

/** The search in an address; what names nothing of the study stands for all. */
export function searchOf(search: string, study: PublishedStudy): AnswerSearch {
  const parts = new URLSearchParams(search);
  const text = (name: string) => parts.get(searchPrefix + name) ?? "";
  const model = study.models.findIndex(({model_id}) => model_id === text("model"));
  const question = study.queries.findIndex(({query_id}) => query_id === text("question"));
  const status = text("status");
  return {
    term: searchable(text("find")).slice(0, 500),
    model: model < 0 ? null : model,
    question: question < 0 ? null : question,
    status: Object.hasOwn(study.statuses, status) ? (status as ResponseStatus) : null
  };
}

/** The address part that brings a search back, models and questions by their ids. */
export function addressOf(
  {term, model, question, status}: AnswerSearch,
  study: PublishedStudy
): string {
  const parts = {
    find: term,
    model: model === null ? undefined : study.models[model]?.model_id,
    question: question === null ? undefined : study.queries[question]?.query_id,
    status
  };
  const said = Object.entries(parts).flatMap(([name, text]) =>
    text ? [[searchPrefix + name, text]] : []
  );
  return `?${new URLSearchParams(said)}`;
}
