import {DomainError, LoaderError} from "../core/errors.js";
import {suggestion} from "../schema/nearestName.js";
import type {Importer, SourceFile} from "./types.js";

/** A file of answers and how to read it. */
export interface AssignedFile {
  readonly file: SourceFile;
  readonly importer: Importer;
  /** what showed the format, in words */
  readonly evidence: string;
}

/** The files of an import by what they are. */
export interface AssignedFiles {
  readonly answers: readonly AssignedFile[];
  /** files of a format found, without answers: questions, headers, scores */
  readonly companions: readonly {readonly file: SourceFile; readonly what: string}[];
  readonly others: readonly SourceFile[];
}

/** What is tried only where no log format is found: any table looks like answers to it. */
const lastResort = "generic";

/** A system lets so many files be open at once; a browser takes as long for one as for some. */
const mostOpen = 16;

/**
 * Tells which file is of which format, each by the first importer that finds its marks. Where any
 * log is found, plain tables beside it are none: say `generic` to read them.
 *
 * @param format the name of the one importer to consider
 * @throws DomainError for an unknown format; LoaderError if no file is of any
 */
export async function assignFormats(
  files: readonly SourceFile[],
  importers: readonly Importer[],
  format?: string
): Promise<AssignedFiles> {
  const heads: Head[] = [];
  for (let from = 0; from < files.length; from += mostOpen) {
    const part = files.slice(from, from + mostOpen);
    heads.push(
      ...(await Promise.all(part.map(async (file): Promise<Head> => [file, await headOf(file)])))
    );
  }
  for (const tried of candidates(importers, format)) {
    const answers = heads.flatMap(([file, head]) => assigned(file, head, tried));
    if (answers.length > 0) return {answers, ...beside(heads, answers)};
  }
  const names = importers.map(({name}) => name).join(", ");
  const expected = `import: files must be ${format ?? `one of ${names}`}`;
  throw new LoaderError(`${expected}; got ${files.length} others`);
}

type Head = readonly [SourceFile, string];

async function headOf(file: SourceFile): Promise<string> {
  return new TextDecoder("utf-8").decode(await file.bytes(0, Math.min(4096, file.size)));
}

function candidates(importers: readonly Importer[], format?: string): (readonly Importer[])[] {
  const names = importers.map(({name}) => name);
  if (format !== undefined && !names.includes(format)) {
    const expected = `import: format must be one of ${names.join(", ")}`;
    throw new DomainError(`${expected}; got "${format}"${suggestion(format, names)}`, "FORMAT");
  }
  if (format !== undefined) return [importers.filter(({name}) => name === format)];
  return [
    importers.filter(({name, byName}) => name !== lastResort && !byName),
    importers.filter(({name}) => name === lastResort)
  ];
}

function assigned(file: SourceFile, head: string, importers: readonly Importer[]): AssignedFile[] {
  for (const importer of importers) {
    const evidence = importer.detect(file.path, head);
    if (evidence !== undefined) return [{file, importer, evidence}];
  }
  return [];
}

function beside(heads: readonly Head[], answers: readonly AssignedFile[]) {
  const used = new Set(answers.map(({importer}) => importer));
  const read = new Set(answers.map(({file}) => file));
  const rest = heads.filter(([file]) => !read.has(file));
  const companions = rest.flatMap(([file, head]) => {
    const what = [...used].map(({companion}) => companion?.(file.path, head)).find(Boolean);
    return what === undefined ? [] : [{file, what}];
  });
  const known = new Set(companions.map(({file}) => file));
  return {companions, others: rest.map(([file]) => file).filter((file) => !known.has(file))};
}
