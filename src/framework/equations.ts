import katex from "katex";

/* The part of markdown-it, which Framework brings without types, that rules within a line touch. */
export interface InlineState {
  pos: number;
  readonly src: string;
  push(type: string, tag: string, nesting: 0): {content: string};
}
export interface InlineRules<State extends InlineState = InlineState> {
  readonly inline: {
    readonly ruler: {
      before(name: string, own: string, rule: (state: State, silent: boolean) => boolean): void;
    };
  };
}

/** An equation on a line of its own. */
const display = /^\$\$([^$]+)\$\$/;

/**
 * An equation in a sentence: no space inside the signs, no code between, no digit after them, so that
 * prices stay prices; `${` begins one of Framework's expressions.
 */
const within = /^\$(?![\s{$])((?:\\.|[^$\\`])*?[^\s\\$`]|\\.)\$(?!\d)/;

/**
 * Equations in Markdown, `$…$` and `$$…$$`, as MathML: made when the page is built, read aloud and drawn by
 * browsers without a font or a script.
 *
 * @throws Error for one that KaTeX cannot read
 */
export function equations(md: InlineRules): void {
  md.inline.ruler.before("escape", "equation", (state, silent) => {
    if (state.src[state.pos] !== "$") return false;
    const rest = state.src.slice(state.pos);
    const found = display.exec(rest) ?? within.exec(rest);
    if (!found?.[1]) return false;
    if (!silent) {
      const displayMode = found[0].startsWith("$$");
      const math = katex.renderToString(found[1], {displayMode, output: "mathml"});
      // A long one scrolls on a phone, and what scrolls must take the focus.
      state.push("html_inline", "", 0).content = displayMode
        ? `<span class="equation" tabindex="0" role="group" aria-label="equation">${math}</span>`
        : math;
    }
    state.pos += found[0].length;
    return true;
  });
}
