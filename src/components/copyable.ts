import type {FigureContext} from "./context.js";
import {element} from "./element.js";

/** A line of code under a title, with a button that copies it where something runs. */
export function copyable(
  {document, interactive}: Pick<FigureContext, "document" | "interactive">,
  title: string,
  code: string
): HTMLElement {
  const text = element(document, "code", {tabindex: 0}, code);
  return element(
    document,
    "div",
    {class: "vantage-copyable"},
    element(document, "span", {class: "vantage-copyable-title"}, title),
    text,
    interactive && copyButton(document, title, text)
  );
}

function copyButton(document: Document, title: string, text: HTMLElement): HTMLElement {
  const name = `Copy: ${title}`;
  const button = element(
    document,
    "button",
    {type: "button", class: "vantage-quiet", "aria-label": name},
    "Copy"
  );
  button.addEventListener("click", async () => {
    const done = (await isCopied(document, text)) ? "Copied" : "Selected";
    button.textContent = done;
    button.setAttribute("aria-label", `${done}: ${title}`);
  });
  return button;
}

/** Where a browser lets no page write to the clipboard, the text is selected for the reader to copy. */
async function isCopied(document: Document, text: HTMLElement): Promise<boolean> {
  try {
    await document.defaultView?.navigator.clipboard.writeText(text.textContent ?? "");
    return true;
  } catch {
    document.getSelection()?.selectAllChildren(text);
    return false;
  }
}
