import type {DroppedFile} from "../worker/tryMessages.js";

/**
 * All files of a drop, those in folders included, in the order the command line reads a folder: by
 * name at every level. Hidden files are left out.
 *
 * Call it while the drop is handled: its entries are gone afterwards.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<DroppedFile[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return chosenFiles(transfer.files);
  const found = await Promise.all(entries.map(filesUnder));
  return inOrder(found.flat());
}

/** The files of a file input, a folder's by their path in it. */
export function chosenFiles(files: Iterable<File>): DroppedFile[] {
  return inOrder(Array.from(files, (blob) => ({path: blob.webkitRelativePath || blob.name, blob})));
}

async function filesUnder(entry: FileSystemEntry): Promise<DroppedFile[]> {
  if (entry.name.startsWith(".")) return [];
  if (entry.isFile) {
    const blob = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject)
    );
    return [{path: entry.fullPath.replace(/^\//, ""), blob}];
  }
  const inside = await entriesOf((entry as FileSystemDirectoryEntry).createReader());
  return (await Promise.all(inside.map(filesUnder))).flat();
}

/** A reader gives a hundred entries at a time, and none when there are no more. */
async function entriesOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const found: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject)
    );
    if (part.length === 0) return found;
    found.push(...part);
  }
}

function inOrder(files: readonly DroppedFile[]): DroppedFile[] {
  const parts = files.map((file) => ({file, names: file.path.split("/")}));
  return parts
    .filter(({names}) => !names.some((name) => name.startsWith(".")))
    .sort((a, b) => compareNames(a.names, b.names))
    .map(({file}) => file);
}

function compareNames(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((name, k) => name !== b[k]);
  if (at < 0) return a.length - b.length;
  return (a[at] as string) < (b[at] ?? "") ? -1 : 1;
}
