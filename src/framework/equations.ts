import katex from "katex";

/* The part of markdown-it, which Framework brings without types, that rules within a line touch. */
export interface InlineState {
  pos: number;
  readonly src: string;
  readonly env: {equations?: Map<string, number>};
  push(type: string, tag: string, nesting: 0): {content: string; meta?: unknown};
}
export interface InlineRules<State extends InlineState = InlineState> {
  readonly inline: {
    readonly ruler: {
      before(name: string, own: string, rule: (state: State, silent: boolean) => boolean): void;
    };
  };
}

/** An equation on a line of its own; `{#eq-name}` after it gives it a number. */
const display = /^\$\$([^$]+)\$\$(?:[ \t]*\{#(eq-[\w-]+)\})?/;

/**
 * An equation in a sentence: no space inside the signs, no code between, no digit after them, so that
 * prices stay prices; `${` begins one of Framework's expressions.
 */
const within = /^\$(?![\s{$])((?:\\.|[^$\\`])*?[^\s\\$`]|\\.)\$(?!\d)/;

/**
 * Equations in Markdown, `$…$` and `$$…$$`, as MathML: made when the page is built, read aloud and drawn by
 * browsers without a font or a script. Numbers of those with a name are kept in `env.equations`.
 *
 * @throws Error for one that KaTeX cannot read, or a name that two have
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
      state.push("html_inline", "", 0).content = displayMode
        ? displayed(math, found[2], state)
        : math;
    }
    state.pos += found[0].length;
    return true;
  });
}

/** A long one scrolls on a phone, and what scrolls must take the focus. */
function displayed(math: string, id: string | undefined, {env}: InlineState): string {
  const open = `<span class="equation" tabindex="0" role="group"`;
  if (id === undefined) return `${open} aria-label="equation">${math}</span>`;
  env.equations ??= new Map();
  if (env.equations.has(id))
    throw new Error(`equations: each name must be given once; got #${id} twice`);
  const number = env.equations.size + 1;
  env.equations.set(id, number);
  return `${open} id="${id}" aria-label="equation ${number}">${math}<span class="equation-number">(${number})</span></span>`;
}
