import {existsSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {parseSync} from "oxc-parser";

/** An export of the package as its source declares it. */
export interface Declaration {
  readonly name: string;
  /** TypeScript, without bodies */
  readonly signature: string;
  /** the text of its docstring, empty where it has none */
  readonly docstring: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/**
 * The exports of an entry of the package, in its order.
 *
 * @param entry path of a module that re-exports names from others
 * @throws Error for a name that its module does not declare
 */
export function exportsOf(entry: string): Declaration[] {
  return statementsOf(entry).body.flatMap((statement) => {
    const from = (statement.source as {value?: string} | null)?.value;
    if (from === undefined) return [];
    const module = join(dirname(entry), from.replace(/\.js$/, ".ts"));
    const names = statement.specifiers as readonly {exported: {name: string}}[];
    return names.map(({exported}) => declarationOf(module, exported.name));
  });
}

function statementsOf(path: string) {
  if (!existsSync(path)) throw new Error(`reference: module must exist; got ${path}`);
  const text = readFileSync(path, "utf8");
  const {program, comments} = parseSync(path, text);
  return {text, comments, body: program.body as unknown as readonly Node[]};
}

function declarationOf(module: string, name: string): Declaration {
  const {text, comments, body} = statementsOf(module);
  for (const statement of body) {
    const declared = statement.declaration as Node | null | undefined;
    if (!declared || nameOf(declared) !== name) continue;
    const before = comments.find(
      ({end}) => end <= statement.start && text.slice(end, statement.start).trim() === ""
    );
    const docstring = before?.value.startsWith("*") ? before.value : "";
    return {name, signature: signatureOf(declared, text), docstring};
  }
  throw new Error(`reference: ${module} must declare ${name}; got none`);
}

function nameOf(declared: Node): string | undefined {
  const [variable] = (declared.declarations ?? []) as readonly Node[];
  return ((variable ?? declared).id as {name?: string} | undefined)?.name;
}

/** A declaration as one reads it: types whole, functions and classes without what they do. */
function signatureOf(declared: Node, text: string): string {
  const until = (end: number) => text.slice(declared.start, end).trimEnd();
  const body = declared.body as Node | undefined;
  if (declared.type === "FunctionDeclaration") return `${until(body?.start ?? declared.end)};`;
  if (declared.type === "ClassDeclaration")
    return `${until(body?.start ?? declared.end)} {\n  ${constructorOf(body as Node, text)}\n}`;
  const [variable] = (declared.declarations ?? []) as readonly Node[];
  if (!variable) return until(declared.end);
  return `${until((variable.id as Node).end)};`;
}

function constructorOf(body: Node, text: string): string {
  const made = (body.body as readonly Node[]).find(({kind}) => kind === "constructor");
  if (!made) return "";
  const {start, body: does} = (made as {value?: Node}).value as Node & {body: Node};
  return `constructor${text.slice(start, does.start).trimEnd()};`;
}
