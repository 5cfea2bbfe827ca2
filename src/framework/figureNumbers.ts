/* The part of markdown-it's tokens that is touched here. */
interface Token {
  readonly type: string;
  content: string;
  readonly children: readonly Token[] | null;
}

/** The id of a place that the page's text may refer to, `[@fig-map]`. */
const named = /\sid="fig-[\w-]+"/;

/**
 * Numbers the figures of a page: each place gets `data-number`, in their order. A page with one figure
 * numbers it only where it has an id `fig-…`, by which the text may refer to it.
 *
 * @param places matches the opening tags of places
 * @param isFigure whether a place shows a figure, by its opening tag
 */
export function numberFigures(
  tokens: readonly Token[],
  places: RegExp,
  isFigure: (tag: string) => boolean
): void {
  const held = tokens.flatMap((token) => [token, ...(token.children ?? [])]).filter(isHtml);
  const tags = held.flatMap(({content}) => content.match(places) ?? []).filter(isFigure);
  if (tags.length < 2 && !tags.some((tag) => named.test(tag))) return;
  let number = 0;
  for (const token of held)
    token.content = token.content.replace(places, (tag) =>
      isFigure(tag) ? tag.replace(/\s*\/?>$/, ` data-number="${++number}">`) : tag
    );
}

function isHtml({type}: Token): boolean {
  return type === "html_block" || type === "html_inline";
}
