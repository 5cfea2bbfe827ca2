import {join} from "node:path";
import {type Filling, placeholderHtml} from "./placeholderHtml.js";
import {type PublishedFiles, publishedIds, readPublished} from "./readPublished.js";
import {studyCards} from "./siteChrome.js";

/* The part of markdown-it that the plugin touches; Framework brings markdown-it, without types. */
interface Token {
  type: string;
  content: string;
  children: Token[] | null;
}
interface CoreState {
  readonly tokens: Token[];
  readonly env: {readonly params?: Readonly<Record<string, string>>} | undefined;
  readonly Token: new (type: string, tag: string, nesting: 0) => Token;
}
interface MarkdownIt {
  readonly core: {
    readonly ruler: {after(name: string, ruleName: string, rule: (state: CoreState) => void): void};
  };
}

/** Where published studies are. */
export interface PublishedOptions {
  /** folder of published studies, default `src/data` */
  readonly dataRoot?: string;
  /** the same folder as pages name it, default `/data` */
  readonly dataPath?: string;
}

const opening = /<\w+(?=[^>]*\sdata-(?:published|controls)=)[^>]*>/g;

/**
 * A markdown-it plugin for Observable Framework (`markdownIt: (md) => md.use(publishedFigures)`)
 * that fills placeholders with published figures, sentences, facts and controls, so that they are in
 * the page's HTML before any script runs:
 *
 * ```md
 * # <span data-published="study-title"></span>
 * <div data-published="map" data-color="family"></div>
 * <div data-controls="queryCount, dimension"></div>
 * ```
 *
 * The study is `data-study`, else the page's `study` parameter, else the only one published.
 *
 * @throws Error for a placeholder that names nothing known, or a study that is not published
 */
export function publishedFigures(md: MarkdownIt, options: PublishedOptions = {}): void {
  const {dataRoot = join("src", "data"), dataPath = "/data"} = options;
  md.core.ruler.after("placeholder", "published", (state) => {
    const fill = (tag: string) => filling(tag, state.env?.params?.study, dataRoot, dataPath);
    for (const token of state.tokens) {
      if (token.type === "html_block")
        token.content = token.content.replace(opening, (tag) => tag + fill(tag).html);
      if (token.children)
        token.children = token.children.flatMap((child) => inline(child, fill, state));
    }
  });
}

function inline(token: Token, fill: (tag: string) => Filling, {Token}: CoreState): Token[] {
  if (token.type !== "html_inline" || !token.content.match(opening)) return [token];
  const {html, text} = fill(token.content);
  // Text stays text, so that a title made of it is found by Framework.
  const added = new Token(text === null ? "html_inline" : "text", "", 0);
  added.content = text ?? html;
  return [token, added];
}

function filling(
  tag: string,
  paramStudy: string | undefined,
  dataRoot: string,
  dataPath: string
): Filling {
  const attributes = Object.fromEntries(
    Array.from(tag.matchAll(/\sdata-([\w-]+)="([^"]*)"/g), ([, key, text]) => [key, text] as const)
  ) as Record<string, string>;
  const {study: named, ...rest} = attributes;
  const ids = publishedIds(dataRoot);
  if (rest.published === "study-cards") return {html: studyCards(dataRoot), text: null};
  const id = named ?? paramStudy ?? (ids.length === 1 ? ids[0] : undefined);
  return placeholderHtml(rest, published(dataRoot, id ?? ""), dataPath);
}

function published(dataRoot: string, id: string): PublishedFiles {
  const found = readPublished(dataRoot, id);
  if (found) return found;
  const known = publishedIds(dataRoot).join(", ") || "none";
  throw new Error(
    `published: study must be published in ${dataRoot} (${known}); got ${JSON.stringify(id)}`
  );
}
