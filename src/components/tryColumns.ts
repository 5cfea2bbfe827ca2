import {element} from "./element.js";

/** What each column must be told for, in words. */
const asked = [
  ["model_id", "Which column names the model?"],
  ["query_text", "Which holds the question?"],
  ["response_text", "Which holds the answer?"]
] as const;

/**
 * A form that asks which columns of a plain table hold what; nothing is guessed but equal names.
 *
 * @param answer given a column for each field
 */
export function tryColumns(
  document: Document,
  {file, columns}: {readonly file: string; readonly columns: readonly string[]},
  answer: (map: Readonly<Record<string, string>>) => void
): HTMLElement {
  const selects = asked.map(([field, words]) => ({
    field,
    words,
    select: element(
      document,
      "select",
      {name: field, required: true},
      element(document, "option", {value: ""}, "choose a column"),
      ...columns.map((name) =>
        element(document, "option", {value: name, selected: name === field}, name)
      )
    ) as HTMLSelectElement
  }));
  const fields = selects.map(({words, select}) =>
    element(
      document,
      "label",
      {class: "vantage-field"},
      element(document, "span", {class: "vantage-label"}, words),
      select
    )
  );
  const form = element(
    document,
    "form",
    {class: "vantage-controls try-columns", autocomplete: "off"},
    element(
      document,
      "p",
      {},
      "The columns of ",
      element(document, "code", {}, file),
      " have names of their own. One row must be one answer."
    ),
    element(document, "fieldset", {}, ...fields),
    element(document, "button", {class: "try-button"}, "Read the table")
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(Object.fromEntries(selects.map(({field, select}) => [field, select.value])));
  });
  return form;
}
