import {join} from "node:path";
import {numberFigures} from "./figureNumbers.js";
import {placeData} from "./placeData.js";
import {type Filling, placeholderHtml, showsFigure} from "./placeholderHtml.js";
import {publishedNeeds} from "./publishedNeeds.js";
import {type PublishedFiles, publishedIds, readPublished} from "./readPublished.js";
import {studyCards} from "./siteChrome.js";
import {withWholePages} from "./wholePages.js";

/* The part of markdown-it that the plugin touches; Framework brings markdown-it, without types. */
interface Token {
  type: string;
  content: string;
  children: Token[] | null;
}
interface CoreState {
  src: string;
  readonly tokens: Token[];
  readonly env: {readonly params?: Readonly<Record<string, string>>} | undefined;
  readonly Token: new (type: string, tag: string, nesting: 0) => Token;
}
interface MarkdownIt {
  readonly core: {
    readonly ruler: Record<
      "before" | "after",
      (name: string, ruleName: string, rule: (state: CoreState) => void) => void
    >;
  };
}

/** Where published studies are. */
export interface PublishedOptions {
  /** folder of published studies, default `src/data` */
  readonly dataRoot?: string;
  /** the same folder as pages name it, default `/data` */
  readonly dataPath?: string;
}

const opening = /<\w+(?=(?:"[^"]*"|[^>"])*\sdata-(?:published|controls)=)(?:"[^"]*"|[^>"])*>/g;

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
 * The study is `data-study`, else the page's `study` parameter, else the only one published. Where a
 * study lacks an analysis, the first placeholder of a page that shows it says so and others are
 * hidden; what stands between `<div data-needs="regression">` and its `</div>`, each in a paragraph
 * of its own, is left out (see `publishedNeeds`). `<div data-page="explore"></div>` on a line of its
 * own is that whole page (see `withWholePages`).
 *
 * @throws Error for a placeholder that names nothing known, or a study that is not published
 */
export function publishedFigures(md: MarkdownIt, options: PublishedOptions = {}): void {
  const {dataRoot = join("src", "data"), dataPath = "/data"} = options;
  md.core.ruler.before("normalize", "whole-pages", (state) => {
    state.src = withWholePages(state.src);
  });
  md.core.ruler.after("placeholder", "published", (state) => {
    const told = new Set<string>();
    const fill = onceAbsent((tag) =>
      filling(tag, state.env?.params?.study, dataRoot, dataPath, told)
    );
    const published = (tag: string) =>
      publishedOf(dataRoot, placeData(tag).study ?? state.env?.params?.study);
    const heldBy = (tag: string) => {
      const {runs, study: facts} = published(tag);
      const kind = {[facts.kind ?? "responses"]: true};
      return {...runs, ...kind, ...(facts.references ? {references: true} : {})};
    };
    state.tokens.splice(0, state.tokens.length, ...publishedNeeds(state.tokens, heldBy));
    numberFigures(state.tokens, opening, (tag) => {
      const data = placeData(tag);
      const isOfStudy = data.published !== undefined && data.published !== "study-cards";
      return isOfStudy && showsFigure(data, published(tag));
    });
    for (const token of state.tokens) {
      if (token.type === "html_block")
        token.content = token.content.replace(opening, (tag) => {
          const {opened, html} = fill(tag);
          return opened + html;
        });
      if (token.children)
        token.children = token.children.flatMap((child) => inline(child, fill, state));
    }
  });
}

function inline(token: Token, fill: Fill, {Token}: CoreState): Token[] {
  if (token.type !== "html_inline" || !token.content.match(opening)) return [token];
  const {opened, html, text} = fill(token.content);
  // Text stays text, so that a title made of it is found by Framework.
  const added = new Token(text === null ? "html_inline" : "text", "", 0);
  added.content = text ?? html;
  token.content = opened;
  return [token, added];
}

/** A placeholder's own tag as it is to stand, and what comes after it. */
type Fill = (tag: string) => Filling & {readonly opened: string};

/** Say once a page that an analysis was not published; hide what else would show it, or nothing. */
function onceAbsent(fill: (tag: string) => Filling): Fill {
  const told = new Set<string>();
  return (tag) => {
    const filled = fill(tag);
    const key = filled.absent && `${placeData(tag).study ?? ""} ${filled.absent}`;
    const isTold = key !== null && told.has(key);
    if (key !== null) told.add(key);
    if (!isTold && filled.html !== "") return {...filled, opened: tag};
    const opened = tag.replace(/\sdata-published="[^"]*"/, " hidden");
    return {...filled, opened, html: "", text: null};
  };
}

function filling(
  tag: string,
  paramStudy: string | undefined,
  dataRoot: string,
  dataPath: string,
  told: Set<string>
): Filling {
  const {study: named, ...rest} = placeData(tag);
  if (rest.published === "study-cards")
    return {html: studyCards(dataRoot), text: null, absent: null};
  return placeholderHtml(rest, publishedOf(dataRoot, named ?? paramStudy), dataPath, told);
}

function publishedOf(dataRoot: string, named: string | undefined): PublishedFiles {
  const ids = publishedIds(dataRoot);
  const id = named ?? (ids.length === 1 ? ids[0] : undefined) ?? "";
  const found = readPublished(dataRoot, id);
  if (found) return found;
  const known = publishedIds(dataRoot).join(", ") || "none";
  throw new Error(
    `published: study must be published in ${dataRoot} (${known}); got ${JSON.stringify(id)}`
  );
}
