import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {launch, openPage} from "./openPages.js";
import {sitePages} from "./sitePages.js";

const executable = inject("chromium");
const [site, subSite] = inject("sites");
const pages = [site, subSite].flatMap((base) => sitePages.map((path) => base + path));

/* That all pages work without a complaint under their policy is what the other site tests say. */
describe.skipIf(!executable)("the content security policy", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it.each(pages)("%s runs no script that was put into it", async (url) => {
    const {page} = await openPage(browser, url);
    const ran = await page.evaluate(async () => {
      const script = document.createElement("script");
      script.textContent = "globalThis.injected = true";
      const image = document.createElement("img");
      image.setAttribute("onerror", "globalThis.injected = true");
      image.src = "data:,";
      document.body.append(script, image);
      await new Promise((resolve) => setTimeout(resolve, 200));
      return "injected" in globalThis;
    });
    expect(ran).toBe(false);
    await page.context().close();
  });

  it.each(pages)("%s asks no other origin", async (url) => {
    const {page, foreign} = await openPage(browser, url);
    const refused = await page.evaluate(async () => {
      const blocked: string[] = [];
      document.addEventListener("securitypolicyviolation", (event) =>
        blocked.push(event.effectiveDirective)
      );
      await fetch("http://other.example/").catch(() => undefined);
      navigator.sendBeacon("http://other.example/");
      document.body.append(Object.assign(new Image(), {src: "http://other.example/a.png"}));
      await new Promise((resolve) => setTimeout(resolve, 200));
      return blocked.sort();
    });
    expect(refused).toEqual(["connect-src", "connect-src", "img-src"]);
    expect(foreign).toEqual([]);
    await page.context().close();
  });
});
