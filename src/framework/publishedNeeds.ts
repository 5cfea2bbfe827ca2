import {exhibits} from "../components/registry.js";

/** What a study may be made of, and may bring. */
const kinds = ["responses", "scores", "references"];

/** The part of a markdown-it token that is read here. */
interface Block {
  readonly type: string;
  readonly content: string;
}

const needs = /^\s*<div\s[^>]*?data-needs="([^"]*)"[^>]*>\s*$/;

/**
 * Take the wrappers `<div data-needs="regression">` off a page, with all that is in them where the
 * study publishes none of the analyses they name and is of no kind they name (`responses`, `scores`).
 *
 * @param tokens of the page, in order; the tags of a wrapper are blocks of their own
 * @param heldBy published runs by analysis, and the kind, of the study that a wrapper's tag is about
 * @throws Error for a wrapper that names no analysis or kind, or is not closed
 */
export function publishedNeeds<T extends Block>(
  tokens: readonly T[],
  heldBy: (tag: string) => Readonly<Record<string, unknown>>
): T[] {
  const start = tokens.findIndex(({type, content}) => type === "html_block" && needs.test(content));
  if (start < 0) return [...tokens];
  const tag = (tokens[start] as T).content;
  const end = closing(tokens, start);
  const held = heldBy(tag);
  const isMet = namedNeeds(tag).some((name) => name in held);
  const inside = isMet ? tokens.slice(start + 1, end) : [];
  const rest = [...inside, ...tokens.slice(end + 1)];
  return [...tokens.slice(0, start), ...publishedNeeds(rest, heldBy)];
}

function namedNeeds(tag: string): readonly string[] {
  const names = (needs.exec(tag)?.[1] ?? "").split(/[\s,]+/);
  const known = new Set([...Object.values(exhibits).map(({workflow}) => workflow), ...kinds]);
  const unknown = names.find((name) => !known.has(name));
  if (unknown === undefined) return names;
  throw new Error(
    `published: data-needs must name some of ${[...known].join(", ")}; got ${JSON.stringify(unknown)}`
  );
}

function closing(tokens: readonly Block[], start: number): number {
  let depth = 0;
  for (let i = start; i < tokens.length; i++) {
    const {type, content} = tokens[i] as Block;
    if (type !== "html_block") continue;
    depth += (content.match(/<div\b/g) ?? []).length - (content.match(/<\/div>/g) ?? []).length;
    if (depth === 0 && /^\s*<\/div>\s*$/.test(content)) return i;
    if (depth <= 0) break;
  }
  throw new Error(
    `published: data-needs must be closed by a </div> in a paragraph of its own; got ${(tokens[start] as Block).content.trim()}`
  );
}
