/** What a docstring says, by its tags. */
export interface Docstring {
  readonly summary: string;
  readonly params: readonly string[];
  readonly returns: readonly string[];
  readonly throws: readonly string[];
  readonly example: readonly string[];
}

const tag = /(?:^|\s)@(param|returns|throws|example)\b/;

/** Reads the inside of a docstring, with the stars at the beginnings of its lines. */
export function parseDocstring(inside: string): Docstring {
  const text = inside.replace(/^\s*\* ?/gm, "").trim();
  const [summary = "", ...tagged] = text.split(tag);
  const found: Record<string, string[]> = {param: [], returns: [], throws: [], example: []};
  for (let i = 0; i < tagged.length; i += 2)
    found[tagged[i] as string]?.push((tagged[i + 1] ?? "").trim());
  const {param: params = [], returns = [], throws = [], example = []} = found;
  return {summary: summary.trim(), params, returns, throws, example};
}

/** A docstring as Markdown. */
export function docstringMarkdown(docstring: Docstring): string {
  const {summary, params, returns, throws, example} = docstring;
  const items = [
    ...params.map((text) => text.replace(/^(\S+)\s+(?:- )?/, "- `$1`: ")),
    ...returns.map((text) => `- Returns ${text}`),
    ...throws.map((text) => `- Throws ${text}`)
  ];
  const blocks = example.map((code) => `\`\`\`js run=false\n${code}\n\`\`\``);
  return [prose(summary), items.map(prose).map(indented).join("\n"), ...blocks]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Lines that go on with an item belong to it. */
const indented = (item: string) => item.replaceAll(/\n(?=.)/g, "\n  ");

/** Text as Markdown that says no more than the text: no HTML, no equations, no cells. */
export function prose(text: string): string {
  return text
    .split(/(```[\s\S]*?```|`[^`]*`)/)
    .map((part, i) => (i % 2 === 1 ? still(part) : escaped(part)))
    .join("");
}

const escaped = (text: string) =>
  text.replaceAll("<", "&lt;").replaceAll("$", "&#36;").replaceAll("*", "\\*");

/** Code that is shown and not run, whatever its language. */
const still = (code: string) => code.replace(/^```(\w+)$/m, "```$1 run=false");
