import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {escapeHtml} from "../../src/components/escapeHtml.js";
import {publishedIds, readPublished} from "../../src/framework/readPublished.js";
import type {SpaceResult} from "../../src/workflows/results.js";

const folderName = "_social";

/** Which study a page shows: the first whose files it lists. */
const shownStudy = /<ul(?=[^>]*class="vantage-files")[^>]*\sdata-study="([^"]+)"/;

/**
 * Draws a picture of every published map into a built site, for previews of shared links.
 *
 * @param folder of the site
 * @param dataRoot folder of published studies
 * @param address where the site will stand; most previews read no other than absolute addresses
 * @returns writes the picture of the study a page shows into its head
 */
export async function shareImages(
  folder: string,
  dataRoot: string,
  address?: string
): Promise<(html: string, page: string) => string> {
  const drawn = new Set<string>();
  // Only a build needs what draws pictures; other verbs start without it.
  const {socialImage, socialSize} = await import("./socialImage.js");
  for (const id of publishedIds(dataRoot)) {
    const {study, runs} = readPublished(dataRoot, id) ?? {};
    if (!study || !runs?.space) continue;
    const png = await socialImage(study, runs.space.result as SpaceResult);
    await mkdir(join(folder, folderName), {recursive: true});
    await writeFile(join(folder, folderName, `${id}.png`), png);
    drawn.add(id);
  }
  return (html, page) => {
    const id = shownStudy.exec(html)?.[1];
    if (id === undefined || !drawn.has(id)) return html;
    const up = "../".repeat(page.split(/[\\/]/).length - 1);
    const base = address === undefined ? up || "./" : `${address.replace(/\/$/, "")}/`;
    const image = `${base}${folderName}/${id}.png`;
    return html.replace("</head>", () => `${tags(html, image, socialSize)}\n</head>`);
  };
}

function tags(html: string, image: string, size: {width: number; height: number}): string {
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1];
  const property = (name: string, text: string) => `<meta property="og:${name}" content="${text}">`;
  return [
    ...(title !== undefined && !html.includes('property="og:title"')
      ? [property("title", title)]
      : []),
    property("image", escapeHtml(image)),
    property("image:width", String(size.width)),
    property("image:height", String(size.height)),
    property("image:alt", "The map of the study’s models, each a point"),
    '<meta name="twitter:card" content="summary_large_image">'
  ].join("\n");
}
