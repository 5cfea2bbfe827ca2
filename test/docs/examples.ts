/** A runnable example: statements, with `// → value` behind each expression whose value is told. */
export interface Example {
  readonly code: string;
  /** the JavaScript literals the example promises, in order */
  readonly promised: readonly string[];
}

const fence = /^```js\n([\s\S]*?)^```/gm;
const arrow = /^(.*?);?\s*\/\/ → (.*)$/;

/** The fenced `js` blocks of a Markdown text that promise a value. */
export function markdownExamples(text: string): Example[] {
  return Array.from(text.matchAll(fence), ([, block]) => example(block as string)).filter(
    ({promised}) => promised.length > 0
  );
}

/** The `@example` blocks of a module's docstrings that promise a value. */
export function docstringExamples(text: string): Example[] {
  const blocks = text.matchAll(/^\s*\* @example[^\n]*\n((?:\s*\*(?! @|\/)[^\n]*\n)+)/gm);
  return Array.from(blocks, ([, block]) => example((block as string).replace(/^\s*\* ?/gm, "")));
}

function example(code: string): Example {
  const promised = code.split("\n").flatMap((line) => line.match(arrow)?.[2] ?? []);
  return {code, promised};
}

/**
 * Run an example.
 *
 * @param scope what it may name; for a README, what the package exports
 * @returns the values of its told expressions, in order
 */
export async function runExample(
  {code}: Example,
  scope: Readonly<Record<string, unknown>>
): Promise<unknown[]> {
  const seen: unknown[] = [];
  const body = code
    .replace(/^import \{([^}]*)\} from "@dkps\/vantage";$/gm, "")
    .split("\n")
    .map((line) => line.replace(arrow, (_, expression) => `$tell(${expression});`))
    .join("\n");
  const names = ["$tell", ...Object.keys(scope)];
  const run = new Function(...names, `return (async () => {${body}})()`);
  await run((value: unknown) => seen.push(value), ...Object.values(scope));
  return seen;
}
