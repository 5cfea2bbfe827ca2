import {type FilterToken, filterTokens, invalidFilter} from "./filterTokens.js";

/** A value a column is compared with. */
export type FilterValue = string | number | boolean;

/** The meaning of a filter, free of its spelling. */
export type FilterNode =
  | {
      readonly kind: "compare";
      readonly column: string;
      readonly op: Comparison;
      readonly value: FilterValue;
    }
  | {readonly kind: "in"; readonly column: string; readonly values: readonly FilterValue[]}
  | {readonly kind: "like"; readonly column: string; readonly pattern: string}
  | {readonly kind: "null"; readonly column: string}
  | {readonly kind: "and" | "or"; readonly items: readonly FilterNode[]}
  | {readonly kind: "not"; readonly item: FilterNode};

export type Comparison = "=" | "<>" | "<" | "<=" | ">" | ">=";

const deepest = 100;

/**
 * Parses a filter: `column op value` with `= <> < <= > >=`, `in (…)`, `like`, `is [not] null`, joined
 * by `and`, `or`, `not` and parentheses, as in
 * `family <> 'adversarial' and length_controlled_winrate is not null`. Keywords in any case. Never
 * SQL: whatever stands in quotes is data.
 *
 * @throws DomainError (code `FILTER`) naming what was expected and what stands there
 */
export function parseFilter(text: string): FilterNode {
  const tokens = filterTokens(text);
  let next = 0;
  let depth = 0;
  const peek = () => tokens[next] as FilterToken;
  const take = () => tokens[next++] as FilterToken;
  const isWord = (word: string) => peek().kind === "word" && peek().text.toLowerCase() === word;
  const accept = (word: string) => isWord(word) && take() !== undefined;
  const symbol = (text: string, where: string) => {
    const token = take();
    if (token.kind !== "symbol" || token.text !== text)
      throw invalidFilter(`"${text}" must stand ${where}`, token.text);
  };

  const list = (word: "and" | "or", item: () => FilterNode): FilterNode => {
    const items = [item()];
    while (accept(word)) items.push(item());
    return items.length === 1 ? (items[0] as FilterNode) : {kind: word, items};
  };
  const expression = (): FilterNode => list("or", () => list("and", negation));

  function negation(): FilterNode {
    if (++depth > deepest) throw invalidFilter(`at most ${deepest} levels may be nested`, text);
    const node: FilterNode = accept("not") ? {kind: "not", item: negation()} : primary();
    depth--;
    return node;
  }

  function primary(): FilterNode {
    if (peek().kind !== "symbol" || peek().text !== "(") return comparison();
    take();
    const inner = expression();
    symbol(")", "after the group");
    return inner;
  }

  function comparison(): FilterNode {
    const column = columnName(take());
    if (accept("is")) return negatable(accept("not"), isNull(column));
    const negated = accept("not");
    if (accept("in")) return negatable(negated, {kind: "in", column, values: values()});
    if (accept("like")) return negatable(negated, {kind: "like", column, pattern: pattern(take())});
    const operator = take();
    if (negated || operator.kind !== "symbol" || !(operator.text in operators))
      throw invalidFilter(`an operator must follow ${column}`, operator.text);
    return {
      kind: "compare",
      column,
      op: operators[operator.text] as Comparison,
      value: value(take())
    };
  }

  function isNull(column: string): FilterNode {
    if (!accept("null")) throw invalidFilter(`null must follow "${column} is"`, peek().text);
    return {kind: "null", column};
  }

  function values(): FilterValue[] {
    symbol("(", "after in");
    const all = [value(take())];
    while (peek().text === "," && peek().kind === "symbol") {
      take();
      all.push(value(take()));
    }
    symbol(")", "after the list");
    return all;
  }

  const root = expression();
  if (peek().kind !== "end") throw invalidFilter("and, or or the end must follow", peek().text);
  return root;
}

const operators: Readonly<Record<string, Comparison>> = {
  "=": "=",
  "<>": "<>",
  "!=": "<>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">="
};
const reserved = new Set(["and", "or", "not", "in", "like", "is", "null", "true", "false"]);

function negatable(negated: boolean, node: FilterNode): FilterNode {
  return negated ? {kind: "not", item: node} : node;
}

function columnName({kind, text}: FilterToken): string {
  if (kind === "column" || (kind === "word" && !reserved.has(text.toLowerCase()))) return text;
  throw invalidFilter("a column must stand before an operator", text);
}

function pattern({kind, text}: FilterToken): string {
  if (kind === "string") return text;
  throw invalidFilter("a pattern in single quotes must follow like", text);
}

function value({kind, text}: FilterToken): FilterValue {
  if (kind === "string") return text;
  if (kind === "number") return Number(text);
  if (kind === "word" && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  throw invalidFilter("a number, true, false or text in single quotes must stand here", text);
}
