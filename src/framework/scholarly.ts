import {join} from "node:path";
import footnotes from "markdown-it-footnote";
import {escapeHtml} from "../components/escapeHtml.js";
import {type Bibliography, readBibliography} from "./citations.js";
import {isCrossReference, referTo, resolveReferences} from "./crossReferences.js";
import {equations, type InlineRules, type InlineState} from "./equations.js";

/* The part of markdown-it that is touched here. */
interface Cited {
  cited?: Set<string>;
  equations?: Map<string, number>;
}
type CitingState = InlineState & {readonly env: Cited};
interface CoreState {
  readonly tokens: {type: string; content: string; readonly children: null}[];
  readonly env: Cited;
}
interface MarkdownIt extends InlineRules<CitingState> {
  use(plugin: unknown, options?: object): MarkdownIt;
  readonly core: {readonly ruler: {push(name: string, rule: (state: CoreState) => void): void}};
}

/** Where references are kept. */
export interface ScholarlyOptions {
  /** a BibTeX file, default `src/references.bib`; read when a page cites something */
  readonly references?: string;
}

/** `[@gower1968]`, `[@a; @b]` */
const citation = /^\[(@[\w:.-]+(?:;\s*@[\w:.-]+)*)\]/;

/**
 * A markdown-it plugin for the apparatus of a scholarly page, all of it made when the page is built:
 * equations (`$…$`, `$$…$$`, by KaTeX as MathML, which needs no font and no script), footnotes
 * (`[^1]`), citations (`[@key]`) with their list where the page has `<div data-references></div>`, and
 * references to the page's figures and equations (`[@fig-map]`, `[@eq-scaling]`).
 *
 * @throws Error for an equation KaTeX cannot read, or a reference to what is not there
 */
export function scholarly(md: MarkdownIt, options: ScholarlyOptions = {}): void {
  const {references = join("src", "references.bib")} = options;
  let read: Bibliography | null = null;
  const bibliography = () => {
    read ??= readBibliography(references);
    return read;
  };
  md.use(footnotes).use(equations);
  md.inline.ruler.before("link", "citation", (state, silent) => {
    const found = citation.exec(state.src.slice(state.pos));
    if (!found?.[1]) return false;
    if (!silent) refer(state, found[1], bibliography);
    state.pos += found[0].length;
    return true;
  });
  md.core.ruler.push("references", ({tokens, env}) => {
    resolveReferences(tokens, env.equations);
    for (const token of tokens) {
      if (token.type !== "html_block" || !token.content.includes("data-references")) continue;
      const list = bibliography().list([...(env.cited ?? [])]);
      token.content = token.content.replace(/(<div\b[^>]*\sdata-references[^>]*>)/, `$1${list}`);
    }
  });
}

/** What is on the page is linked one by one; the rest is one citation. */
function refer(state: CitingState, written: string, bibliography: () => Bibliography): void {
  const keys = written.split(/;\s*/).map((key) => key.slice(1));
  const here = keys.filter(isCrossReference);
  const cited = keys.filter((key) => !isCrossReference(key));
  here.forEach((id, i) => {
    if (i > 0) state.push("text", "", 0).content = i < here.length - 1 ? ", " : " and ";
    referTo(state, id);
  });
  if (here.length > 0 && cited.length > 0) state.push("text", "", 0).content = " ";
  if (cited.length > 0) cite(state, cited, bibliography());
}

function cite(state: CitingState, keys: readonly string[], bibliography: Bibliography): void {
  state.env.cited ??= new Set();
  for (const key of keys) state.env.cited.add(key);
  const text = escapeHtml(bibliography.cite(keys));
  state.push("html_inline", "", 0).content = `<a class="cite" href="#ref-${keys[0]}">${text}</a>`;
}
