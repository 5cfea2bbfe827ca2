/** Gives a file to the browser's downloads. */
export function download(document: Document, name: string, blob: Blob): void {
  const href = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
  // Some browsers read the address only after they have asked where to save.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
