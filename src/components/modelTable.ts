import type {ModelRow, PublishedStudy} from "../lib/schema/studyData.js";
import {formatColumn, formatHash, formatNumber, formatQuantity} from "./format.js";
import type {Table} from "./tableTwin.js";

/** The models of a study with all that is known of each: ids where they differ, covariates. */
export function modelTable({models, covariates}: PublishedStudy): Table {
  const hasIds = models.some(({model_id, label}) => model_id !== label);
  const hasFamilies =
    models.some(({family}) => family !== null) && !Object.hasOwn(covariates, "family");
  const columns = Object.entries(covariates);
  const before = 1 + Number(hasIds) + Number(hasFamilies);
  return {
    columns: [
      "model",
      ...(hasIds ? ["id"] : []),
      ...(hasFamilies ? ["family"] : []),
      ...columns.map(([name, {unit}]) => heading(name, unit))
    ],
    numeric: columns.flatMap(([, {type}], i) => (type === "number" ? [before + i] : [])),
    models: models.map(({model_id}) => model_id),
    rows: models.map((model) => [
      model.label,
      ...(hasIds ? [model.model_id] : []),
      ...(hasFamilies ? [model.family ?? "–"] : []),
      ...columns.map(([name, {unit}]) => cell(model[name], unit))
    ])
  };
}

/** The unit stands once, above its column; shares carry theirs in each number. */
function heading(name: string, unit: string | undefined): string {
  return unit && unit !== "share" ? `${formatColumn(name)}, ${unit}` : formatColumn(name);
}

function cell(value: ModelRow[string] | undefined, unit: string | undefined): string {
  if (value === null || value === undefined) return "–";
  if (typeof value !== "number") return formatHash(String(value));
  return unit === "share" ? formatQuantity(value, unit) : formatNumber(value);
}
