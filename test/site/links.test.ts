import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {parseHTML} from "linkedom";
import {beforeAll, describe, expect, inject, it} from "vitest";

const folder = inject("folder");

interface BuiltPage {
  readonly path: string;
  readonly document: Document;
}

async function builtPages(): Promise<BuiltPage[]> {
  const names = (await readdir(folder, {recursive: true})).filter((name) => name.endsWith(".html"));
  const open = async (path: string) => {
    const {document} = parseHTML(await readFile(join(folder, path), "utf8"));
    return {path: path.replace(/(index)?\.html$/, ""), document};
  };
  return Promise.all(names.map(open));
}

/** Addresses a page names, of its own host, as its reader's browser would ask for them. */
function namedBy({path, document}: BuiltPage, base: string): URL[] {
  const named = [...document.querySelectorAll("[href], [src]")].map(
    (each) => new URL(each.getAttribute("href") ?? each.getAttribute("src") ?? "", base + path)
  );
  return named.filter(({origin}) => origin === new URL(base).origin);
}

describe.each(inject("sites"))("below %s", (base) => {
  let pages: BuiltPage[];
  const answers = new Map<string, Promise<Response>>();
  const ask = (url: string) => answers.get(url) ?? answers.set(url, fetch(url)).get(url)!;
  beforeAll(async () => {
    pages = await builtPages();
  });

  it("every link, style, script and file a page names is there", async () => {
    const broken: string[] = [];
    for (const page of pages)
      for (const url of namedBy(page, base)) {
        const {pathname, origin} = url;
        const {ok} = await ask(origin + pathname);
        if (!ok || !url.href.startsWith(base)) broken.push(`${page.path}: ${url.href}`);
      }
    expect(pages.length).toBeGreaterThan(5);
    expect(broken).toEqual([]);
  });

  it("every link into a page names a place on it", async () => {
    const broken: string[] = [];
    for (const page of pages)
      for (const {href, hash, origin, pathname} of namedBy(page, base)) {
        if (hash === "") continue;
        const target = await (await ask(origin + pathname)).clone().text();
        const {document} = parseHTML(target);
        if (!document.getElementById(decodeURIComponent(hash.slice(1))))
          broken.push(`${page.path}: ${href}`);
      }
    expect(broken).toEqual([]);
  });
});
