import {randomUUID} from "node:crypto";
import {mkdir, open, rename, rm} from "node:fs/promises";
import {dirname} from "node:path";

/**
 * Writes a whole file or nothing: to a temporary name beside it, flushed to the disk, then renamed.
 * A reader sees the old file or the new one; after a crash at worst a `.tmp` file is left.
 */
export async function writeAtomically(path: string, content: Uint8Array | string): Promise<void> {
  await replaceAtomically(path, async (temporary) => {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

/** As `writeAtomically`, for writers that want a path: `write` makes the file, this renames it. */
export async function replaceAtomically(
  path: string,
  write: (temporary: string) => Promise<void>
): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await write(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, {force: true});
    throw error;
  }
}
