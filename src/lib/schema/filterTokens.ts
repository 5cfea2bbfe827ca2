import {DomainError} from "../core/errors.js";

/** One lexical piece of a filter, with its position in the text for error messages. */
export interface FilterToken {
  readonly kind: "word" | "column" | "string" | "number" | "symbol" | "end";
  readonly text: string;
  readonly at: number;
}

const pieces =
  /\s+|(?<column>"(?:[^"]|"")*")|(?<string>'(?:[^']|'')*')|(?<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\p{L}\p{N}_]))|(?<word>[\p{L}_][\p{L}\p{N}_:./@+-]*)|(?<symbol><>|!=|<=|>=|[=<>(),])/uy;

const longest = 10_000;

/**
 * Cuts the text of a filter into tokens. Column names are words or stand in double quotes, text in
 * single quotes; a quote inside is doubled.
 *
 * @returns tokens, ending with one of kind `end`
 * @throws DomainError (code `FILTER`) at the first character that begins no token
 */
export function filterTokens(text: string): FilterToken[] {
  if (text.length > longest)
    throw invalidFilter(`at most ${longest} characters are allowed`, String(text.length));
  const tokens: FilterToken[] = [];
  for (let at = 0; at < text.length; at = pieces.lastIndex) {
    pieces.lastIndex = at;
    const groups = pieces.exec(text)?.groups;
    if (groups === undefined)
      throw invalidFilter(
        `a column, operator or value must stand at character ${at + 1}`,
        text[at]
      );
    const found = Object.entries(groups).find(([, value]) => value !== undefined);
    if (found) tokens.push(token(found[0] as FilterToken["kind"], found[1] as string, at));
  }
  return [...tokens, {kind: "end", text: "the end", at: text.length}];
}

/** The error every fault of a filter's text is reported with. */
export function invalidFilter(expectation: string, got: string | undefined): DomainError {
  const text = got ?? "";
  const brief = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return new DomainError(`filter: ${expectation}; got ${JSON.stringify(brief)}`, "FILTER");
}

function token(kind: FilterToken["kind"], raw: string, at: number): FilterToken {
  if (kind === "string") return {kind, text: raw.slice(1, -1).replaceAll("''", "'"), at};
  if (kind === "column") return {kind, text: raw.slice(1, -1).replaceAll('""', '"'), at};
  return {kind, text: raw, at};
}
