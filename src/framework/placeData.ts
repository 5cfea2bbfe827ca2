const written: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&amp;": "&"
};

/**
 * The `data-` attributes of a tag by name, as a browser reads them: a filter copied from a figure has its
 * signs escaped.
 */
export function placeData(tag: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from(tag.matchAll(/\sdata-([\w-]+)="([^"]*)"/g), ([, name = "", text = ""]) => [
      name,
      text.replaceAll(/&\w+;/g, (sign) => written[sign] ?? sign)
    ])
  );
}
