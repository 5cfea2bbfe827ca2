import {existsSync} from "node:fs";
import {open, readdir, stat} from "node:fs/promises";
import {basename, dirname, join, resolve} from "node:path";
import {LoaderError} from "../../src/lib/core/errors.js";
import type {SourceFile} from "../../src/lib/intake/types.js";

/**
 * All files under the given files and folders, folders in the order of their names. Each `path`
 * begins with the name of the folder it was found under, so that a format may read names from it.
 * Hidden files and links to folders are left out.
 *
 * @throws LoaderError if a path does not exist
 */
export async function walkFiles(paths: readonly string[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for (const path of paths.map((given) => resolve(given))) {
    if (!existsSync(path)) {
      throw new LoaderError(`import: path must exist; got ${path}`, {exitCode: 2});
    }
    const isFolder = (await stat(path)).isDirectory();
    const name = isFolder ? basename(path) : join(basename(dirname(path)), basename(path));
    await walk(path, name, isFolder, found);
  }
  return found;
}

async function walk(path: string, name: string, isFolder: boolean, found: SourceFile[]) {
  if (!isFolder) {
    found.push(await diskFile(path, name));
    return;
  }
  const entries = await readdir(path, {withFileTypes: true});
  const visible = entries.filter((entry) => !entry.name.startsWith("."));
  for (const entry of visible.sort((a, b) => (a.name < b.name ? -1 : 1)))
    if (entry.isDirectory() || entry.isFile() || (await isLinkedFile(join(path, entry.name))))
      await walk(join(path, entry.name), `${name}/${entry.name}`, entry.isDirectory(), found);
}

async function isLinkedFile(path: string): Promise<boolean> {
  return stat(path).then(
    (target) => target.isFile(),
    () => false
  );
}

async function diskFile(path: string, name: string): Promise<SourceFile> {
  const {size} = await stat(path);
  return {path: name, size, bytes: (from = 0, to = size) => bytesOf(path, from, to)};
}

async function bytesOf(path: string, from: number, to: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const {buffer, bytesRead} = await file.read(new Uint8Array(to - from), 0, to - from, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
