import {nearestName} from "../lib/schema/nearestName.js";
import type {InlineState} from "./equations.js";

/* The part of markdown-it's tokens that is touched here. */
interface Token {
  content: string;
  readonly children?: readonly Token[] | null;
  readonly meta?: unknown;
}

/** What is referred to, before anybody knows its number: it may come later on the page. */
interface Pending {
  readonly refersTo: string;
}

/** The opening tag of a numbered place; what stands in quotes may hold a `>`. */
const numbered =
  /<\w+(?=(?:"[^"]*"|[^>"])*\sid="(fig-[\w-]+)")(?=(?:"[^"]*"|[^>"])*\sdata-number="(\d+)")/g;

/** Whether a key of `[@key]` names a figure or an equation of the page, not a reference. */
export function isCrossReference(key: string): boolean {
  return /^(fig|eq)-/.test(key);
}

/** Leaves room for a link to what has the id. */
export function referTo(state: InlineState, id: string): void {
  state.push("html_inline", "", 0).meta = {refersTo: id} satisfies Pending;
}

/**
 * Writes what `[@fig-map]` and `[@eq-scaling]` stand for, once all of the page is known.
 *
 * @param equations numbers of equations by id
 * @throws Error for an id that nothing on the page has, with the nearest that something has
 */
export function resolveReferences(
  tokens: readonly Token[],
  equations: ReadonlyMap<string, number> = new Map()
): void {
  const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
  const known = new Map([...equations].map(([id, number]) => [id, `Equation ${number}`]));
  for (const {content} of all)
    for (const [, id = "", number] of content.matchAll(numbered)) known.set(id, `Figure ${number}`);
  for (const token of all) {
    const {refersTo} = (token.meta ?? {}) as Partial<Pending>;
    if (refersTo === undefined) continue;
    token.content = `<a class="cite" href="#${refersTo}">${requireKnown(refersTo, known)}</a>`;
  }
}

function requireKnown(id: string, known: ReadonlyMap<string, string>): string {
  const text = known.get(id);
  if (text !== undefined) return text;
  const near = nearestName(id, [...known.keys()]);
  const found = near ? `none, but @${near}` : "none";
  throw new Error(
    `references: @${id} must be the id of a figure or equation of the page; got ${found}`
  );
}
