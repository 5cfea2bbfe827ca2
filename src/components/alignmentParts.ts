import type {PublishedStudy} from "../lib/schema/studyData.js";
import type {AlignmentReport} from "../lib/schema/studyReports.js";
import {element} from "./element.js";
import {formatColumn, formatCount, formatHash, formatNumber} from "./format.js";
import {type Table, tableTwin} from "./tableTwin.js";

const mostSetups = 6;
const mostNames = 4;

/** How alike the models of a study were asked: what is known of prompts, and each fact by setup. */
export function alignmentNodes(document: Document, study: PublishedStudy): HTMLElement[] {
  const {alignment} = study;
  const paragraph = (text: string) => element(document, "p", {}, text);
  if (!alignment) return [paragraph(unrecorded(study))];
  const table = alignmentTable(study, alignment);
  const banner = alignmentBanner(document, study, false);
  return [
    ...(banner ? [banner] : []),
    paragraph(promptSentence(alignment)),
    paragraph(setupSentence(study, alignment)),
    ...(table.rows.length > 0 ? [tableTwin(document, table)] : [])
  ];
}

function unrecorded({source}: PublishedStudy): string {
  if (!source)
    return "Nothing is recorded of how these models were asked: whether their prompts differ is unknown.";
  const context =
    source === "embedded-context"
      ? " Before each question stood the text that makes the model what it is, its context."
      : "";
  return `Vantage asked these models itself, all in the same way: the same questions as they stand, with no prompt template around them, and answers drawn under the same settings.${context}`;
}

/**
 * The doubt that a map shows how models were asked instead of the models, with ways to look into it;
 * null where it is not raised. The link to the colored map is taken by a live page that has the
 * control (`data-view-color`).
 *
 * @param elsewhere whether what differs is told on another page
 */
export function alignmentBanner(
  document: Document,
  study: PublishedStudy,
  elsewhere = true
): HTMLElement | null {
  const warnings = study.alignment?.warnings ?? [];
  if (warnings.length === 0) return null;
  const said = warnings.map(
    ({message}) => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
  );
  const column = "eval_setup";
  const color = element(
    document,
    "a",
    {href: `./explore?view.color=${column}`, "data-view-color": column},
    "Color by eval setup"
  );
  const details = element(
    document,
    "a",
    {href: "./data#how-the-models-were-asked"},
    "What differs"
  );
  return element(
    document,
    "p",
    {class: "vantage-note vantage-banner", role: "note", title: warnings[0]?.code},
    `${said.join(" ")} `,
    ...(Object.hasOwn(study.covariates, column) ? [color, " "] : []),
    elsewhere && details
  );
}

function promptSentence({prompts}: AlignmentReport): string {
  const {shared, compared, different, unknown} = prompts;
  if (shared === 0) return "No question was answered by two models.";
  const questions = formatCount(shared, "question");
  if (compared === 0) return `No prompt is recorded for two models, of ${questions} they share.`;
  const outcome =
    different === 0
      ? "none was asked with different prompts"
      : `${formatNumber(different)} ${different === 1 ? "was" : "were"} asked with different prompts`;
  const doubt =
    unknown > 0
      ? ` ${formatNumber(unknown)} ${unknown === 1 ? "has" : "have"} a model whose prompt is not recorded.`
      : "";
  return `Of ${questions} answered by two models or more, ${formatNumber(compared)} ${compared === 1 ? "has" : "have"} prompts on record for two or more, and of these ${outcome}.${doubt}`;
}

function setupSentence(study: PublishedStudy, {setups, facts, unplaced}: AlignmentReport): string {
  const left =
    unplaced.length > 0 ? ` Too little is known of ${names(study, unplaced)} to say.` : "";
  if (setups.length > 1) {
    const more =
      setups.length > mostSetups
        ? ` The ${mostSetups} largest are shown; the column eval_setup below names all.`
        : "";
    return `By what is known to differ, the models were asked in ${formatNumber(setups.length)} ways, their eval setups.${more}${left}`;
  }
  return facts.length > 0
    ? `Some facts differ.${left}`
    : `No fact on record differs between models.${left}`;
}

/** A row per fact that differs and a column per setup; by value where there are no setups. */
function alignmentTable(study: PublishedStudy, {facts, setups}: AlignmentReport): Table {
  if (setups.length < 2)
    return {
      columns: ["fact", "value", "models"],
      rows: facts.flatMap(({name, values}) =>
        values.map(({value, models}) => [formatColumn(name), shown(value), names(study, models)])
      )
    };
  const largest = [...setups]
    .sort((a, b) => b.models.length - a.models.length)
    .slice(0, mostSetups)
    .sort((a, b) => setups.indexOf(a) - setups.indexOf(b));
  const cell = (fact: AlignmentReport["facts"][number], models: readonly string[]) => {
    const own = new Set(models);
    const found = fact.values.filter((each) => each.models.some((model) => own.has(model)));
    const texts = found.slice(0, 2).map(({value}) => shown(value));
    const more = found.length > 2 ? `, ${formatNumber(found.length - 2)} more` : "";
    return texts.length > 0 ? `${texts.join(", ")}${more}` : "not recorded";
  };
  return {
    columns: ["", ...largest.map(({name}) => `setup ${name}`)],
    rows: [
      ["models", ...largest.map(({models}) => names(study, models))],
      ...facts.map((fact) => [factName(fact), ...largest.map(({models}) => cell(fact, models))])
    ]
  };
}

function factName({name, datasets}: AlignmentReport["facts"][number]): string {
  const named = datasets.filter((dataset) => dataset !== null);
  const some = named.slice(0, 2).join(", ");
  const more = named.length > 2 ? ` and ${formatNumber(named.length - 2)} more` : "";
  return named.length > 0 ? `${formatColumn(name)} (${some}${more})` : formatColumn(name);
}

/** An empty text by a word. */
function shown(value: string): string {
  return value === "" ? "none" : formatHash(value);
}

function names({models}: PublishedStudy, ids: readonly string[]): string {
  const labels = new Map(models.map(({model_id, label}) => [model_id, label]));
  const some = ids.slice(0, mostNames).map((id) => labels.get(id) ?? id);
  const rest = ids.length - some.length;
  return rest > 0 ? `${some.join(", ")} and ${formatNumber(rest)} more` : some.join(", ");
}
