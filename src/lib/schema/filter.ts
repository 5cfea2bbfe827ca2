import {DomainError} from "../core/errors.js";
import {suggestion} from "./nearestName.js";
import {type Comparison, type FilterNode, type FilterValue, parseFilter} from "./parseFilter.js";

/** A row as filters see it. */
export type FilterRow = Readonly<Record<string, unknown>>;

type Truth = boolean | null;

/**
 * Makes a predicate of a parsed filter, with SQL's three truth values: a comparison with a null (or
 * NaN) cell is unknown, and a row is kept only when the whole is true. A cell is read as the type of
 * the value it is compared with; text is ordered by code units.
 *
 * @param columns names that may be used; all when omitted
 * @throws DomainError (code `FILTER`) for an unknown column, naming the nearest known one
 */
export function compileFilter(
  node: FilterNode,
  columns?: ReadonlySet<string>
): (row: FilterRow) => boolean {
  const test = compile(node, columns);
  return (row) => test(row) === true;
}

/**
 * The positions of the rows a filter keeps, ascending. An empty text keeps all.
 *
 * @param columns names that may be used; by default those present in any row
 * @throws DomainError (code `FILTER`) if the text is no filter or names an unknown column
 */
export function filterPositions(
  rows: readonly FilterRow[],
  text: string,
  columns: Iterable<string> = new Set(rows.flatMap((row) => Object.keys(row)))
): number[] {
  const positions = Array.from(rows, (_, i) => i);
  if (text.trim() === "") return positions;
  const keep = compileFilter(parseFilter(text), new Set(columns));
  return positions.filter((i) => keep(rows[i] as FilterRow));
}

function compile(node: FilterNode, columns?: ReadonlySet<string>): (row: FilterRow) => Truth {
  if ("items" in node)
    return junction(
      node.items.map((item) => compile(item, columns)),
      node.kind === "or"
    );
  if (node.kind === "not") {
    const test = compile(node.item, columns);
    return (row) => negated(test(row));
  }
  return leaf(node, columns);
}

/** `or` is decided by one true item, `and` by one false one; else unknown if any item is. */
function junction(tests: readonly ((row: FilterRow) => Truth)[], deciding: boolean) {
  return (row: FilterRow): Truth => {
    let truth: Truth = !deciding;
    for (const test of tests) {
      const item = test(row);
      if (item === deciding) return deciding;
      if (item === null) truth = null;
    }
    return truth;
  };
}

function negated(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

type Leaf = Extract<FilterNode, {column: string}>;

function leaf(node: Leaf, columns?: ReadonlySet<string>): (row: FilterRow) => Truth {
  const {column} = node;
  if (columns && !columns.has(column)) throw unknownColumn(column, columns);
  if (node.kind === "null") return (row) => cell(row, column) === null;
  const test = cellTest(node);
  return (row) => {
    const found = cell(row, column);
    return found === null ? null : test(found);
  };
}

function cellTest(node: Exclude<Leaf, {kind: "null"}>): (found: unknown) => Truth {
  if (node.kind === "like") return (found) => matchesLike(String(found), node.pattern);
  if (node.kind === "compare") return (found) => compare(found, node.op, node.value);
  return (found) => {
    const truths = node.values.map((value) => compare(found, "=", value));
    return truths.includes(true) ? true : truths.includes(null) ? null : false;
  };
}

/** The row's own cell; undefined and NaN count as null, inherited properties do not exist. */
function cell(row: FilterRow, column: string): unknown {
  const found = Object.hasOwn(row, column) ? row[column] : null;
  return found === undefined || Number.isNaN(found) ? null : found;
}

function compare(found: unknown, op: Comparison, value: FilterValue): Truth {
  const left = typeof value === "number" ? numberOf(found) : String(found);
  if (left === null) return null;
  const right = typeof value === "number" ? value : String(value);
  if (op === "=") return left === right;
  if (op === "<>") return left !== right;
  if (op === "<") return left < right;
  if (op === "<=") return left <= right;
  return op === ">" ? left > right : left >= right;
}

function numberOf(found: unknown): number | null {
  const number = typeof found === "string" && found.trim() === "" ? Number.NaN : Number(found);
  return Number.isNaN(number) ? null : number;
}

/** SQL's like: `%` any run, `_` one character. Greedy with one backtrack point: O(|text| · |pattern|). */
function matchesLike(text: string, pattern: string): boolean {
  let [t, p, star, resume] = [0, 0, -1, 0];
  while (t < text.length) {
    if (pattern[p] === "%") {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === "_" || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === "%") p++;
  return p === pattern.length;
}

function unknownColumn(column: string, columns: ReadonlySet<string>): DomainError {
  const nearest = suggestion(column, columns);
  return new DomainError(
    `filter: column must be one of ${[...columns].join(", ")}; got "${column}"${nearest}`,
    "FILTER"
  );
}
