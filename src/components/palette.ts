import * as Plot from "@observablehq/plot";
import type {ModelRow, PublishedStudy} from "../lib/schema/studyData.js";
import {formatColumn, formatCount} from "./format.js";
import {groupColumn} from "./groups.js";

/*
 * Colors that survive color blindness, gray printing and both themes: viridis without its ends for
 * amounts, Okabe and Ito's eight (doi 10.1038/nmeth.1618) with a shape each for classes.
 */
const okabeIto = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8A7A00"];
const symbols = ["circle", "triangle", "square", "diamond", "star", "cross", "wye"] as const;
const otherColor = "#8c8c8c";

/** How a covariate colors the models: one entry per model, and what a legend says. */
export interface Coloring {
  readonly key: string;
  readonly label: string;
  /** what the column holds, in the study's words */
  readonly description: string;
  readonly unit: string | undefined;
  readonly kind: "amount" | "class" | "none";
  readonly color: (model: ModelRow) => string;
  readonly symbol: (model: ModelRow) => string;
  /** classes in order of size with their color, or five stops from least to most */
  readonly legend: readonly {
    readonly label: string;
    readonly color: string;
    readonly symbol: string;
  }[];
}

/** Columns that can color or size a map: the covariates, and the family where there are families. */
export function colorKeys(study: PublishedStudy): string[] {
  const keys = Object.keys(study.covariates);
  const families = study.models.some((model) => model.family !== null);
  return families && !keys.includes("family") ? [...keys, "family"] : keys;
}

/**
 * The coloring of a study's models by a column; unknown or missing values are gray. Amounts have 65 shades,
 * as many as can be told apart, so that dots of one shade can be drawn together.
 */
export function coloring(study: PublishedStudy, key: string | undefined): Coloring {
  const column = key && colorKeys(study).includes(key) ? key : (colorKeys(study)[0] ?? "");
  const spec = study.covariates[column];
  if (spec?.type === "number") return amounts(study, column);
  return column ? classes(study, column) : plain();
}

function plain(): Coloring {
  const color = () => okabeIto[0] as string;
  return {
    key: "",
    label: "",
    description: "",
    unit: undefined,
    kind: "none",
    color,
    symbol: () => "circle",
    legend: []
  };
}

function amounts(study: PublishedStudy, key: string): Coloring {
  const values = study.models.map((model) => model[key]).filter((v) => typeof v === "number");
  const domain = [Math.min(...values), Math.max(...values)];
  const scale = Plot.scale({
    color: {type: "linear", scheme: "viridis", range: [0.06, 0.9], domain}
  });
  const {unit} = study.covariates[key] ?? {};
  const [low, high] = domain as [number, number];
  const shades = Array.from({length: 65}, (_, i): string =>
    scale.apply(low + (i / 64) * (high - low))
  );
  const shade = (value: number) =>
    shades[Math.round((64 * (value - low)) / (high - low || 1))] as string;
  return {
    key,
    label: formatColumn(key),
    description: study.covariates[key]?.description ?? "",
    unit,
    kind: "amount",
    color: (model) => (typeof model[key] === "number" ? shade(model[key]) : otherColor),
    symbol: () => "circle",
    legend: [0, 0.25, 0.5, 0.75, 1].map((t) => {
      const value = low + t * (high - low);
      return {label: String(value), color: scale.apply(value), symbol: "circle"};
    })
  };
}

function classes(study: PublishedStudy, key: string): Coloring {
  const {models} = study;
  const counts = new Map<string, number>();
  for (const model of models) {
    const name = className(model, key);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const isGroups = key === groupColumn;
  const bySize = (a: [string, number], b: [string, number]) => (isGroups ? 0 : b[1] - a[1]);
  const order = [...counts].sort((a, b) => bySize(a, b) || (a[0] < b[0] ? -1 : 1));
  const kept = order.slice(0, okabeIto.length).map(([name]) => name);
  const position = (model: ModelRow) => kept.indexOf(className(model, key) ?? "");
  const legend = kept.map((name, i) => ({
    label: isGroups ? `${name}: ${formatCount(counts.get(name) ?? 0, "model")}` : name,
    color: okabeIto[i] as string,
    symbol: symbols[i] as string
  }));
  // Most models may be of no group: they must not look like those of A where colors are not seen.
  const otherSymbol = isGroups ? "cross" : "circle";
  const rest = isGroups ? models.length - sum(counts.values()) : order.length - kept.length;
  return {
    key,
    label: formatColumn(key),
    description: study.covariates[key]?.description ?? "",
    unit: undefined,
    kind: "class",
    color: (model) => okabeIto[position(model)] ?? otherColor,
    symbol: (model) => symbols[position(model)] ?? otherSymbol,
    legend:
      rest > 0
        ? [...legend, {label: `${rest} others`, color: otherColor, symbol: otherSymbol}]
        : legend
  };
}

function sum(counts: Iterable<number>): number {
  return [...counts].reduce((total, count) => total + count, 0);
}

function className(model: ModelRow, key: string): string | null {
  const value = model[key];
  return value === null || value === undefined ? null : String(value);
}
