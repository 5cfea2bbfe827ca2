/** What an element may hold; `null` and `false` are left out. */
export type Child = Node | string | null | false;

/**
 * Make an HTML element in the given document, a browser's or the build's.
 *
 * @param attributes `true` gives a bare attribute; `null`, `false` and `undefined` leave it out
 */
export function element(
  document: Document,
  name: string,
  attributes: Readonly<Record<string, string | number | boolean | null | undefined>> = {},
  ...children: readonly Child[]
): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== null && value !== undefined && value !== false)
      made.setAttribute(key, value === true ? "" : String(value));
  for (const child of children)
    if (child !== null && child !== false)
      made.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  return made;
}
