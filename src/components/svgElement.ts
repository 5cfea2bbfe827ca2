const namespace = "http://www.w3.org/2000/svg";

/** Make an SVG element in the given document; texts are texts, whatever they hold. */
export function svgElement(
  document: Document,
  name: string,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly (Node | string)[]
): SVGElement {
  const made = document.createElementNS(namespace, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  for (const child of children)
    made.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  return made;
}
