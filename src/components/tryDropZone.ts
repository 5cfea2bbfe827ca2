import type {DroppedFile} from "../worker/tryMessages.js";
import {chosenFiles, droppedFiles} from "./droppedFiles.js";
import {element} from "./element.js";

/**
 * Where logs are dropped, with two buttons that do the same by key: for files and for a folder. A
 * drop that misses the place counts too; a browser would else leave the page for the file.
 *
 * @param take given the files, once for each drop or choice
 */
export function tryDropZone(
  document: Document,
  take: (files: readonly DroppedFile[]) => void
): {readonly zone: HTMLElement; dispose(): void} {
  const words = element(document, "p", {class: "try-invitation"}, "Drop files or a folder here");
  const zone = element(
    document,
    "fieldset",
    {class: "try-drop"},
    element(document, "legend", {class: "vantage-hidden"}, "Your logs"),
    words,
    element(
      document,
      "p",
      {class: "try-buttons"},
      ...chooser(document, "Choose files", {multiple: true}, take),
      ...chooser(document, "Choose a folder", {webkitdirectory: true}, take)
    ),
    element(
      document,
      "p",
      {class: "small"},
      "They are read by this page, in your browser. Nothing leaves your device."
    )
  );
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.add("try-over");
  };
  const leave = (event: DragEvent) => {
    if (event.relatedTarget === null) zone.classList.remove("try-over");
  };
  const drop = (event: DragEvent) => {
    zone.classList.remove("try-over");
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    droppedFiles(event.dataTransfer).then(take);
  };
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", leave);
  document.addEventListener("drop", drop);
  return {
    zone,
    dispose() {
      document.removeEventListener("dragover", over);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
    }
  };
}

/** A button, and the input it stands for, which no browser lets one draw. */
function chooser(
  document: Document,
  words: string,
  kind: Readonly<Record<string, true>>,
  take: (files: readonly DroppedFile[]) => void
): HTMLElement[] {
  const attributes = {type: "file", hidden: true, "aria-hidden": "true", tabindex: -1, ...kind};
  const input = element(document, "input", attributes) as HTMLInputElement;
  const button = element(document, "button", {type: "button", class: "try-button"}, words);
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const files = chosenFiles(input.files ?? []);
    // The same files chosen again are another choice.
    input.value = "";
    if (files.length > 0) take(files);
  });
  return [button, input];
}
