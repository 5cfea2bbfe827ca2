import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {launch, openPage} from "./openPages.js";
import {sitePages} from "./sitePages.js";

const executable = inject("chromium");
const [site, subSite] = inject("sites");
const pages = [...sitePages.map((path) => site + path), `${subSite}s/exposure/`];

/* That all pages work without a complaint under their policy is what the other site tests say. */
describe.skipIf(!executable)("the content security policy", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable as string);
  });
  afterAll(() => browser?.close());

  it.each(pages)("%s runs no script put into it, and asks no other origin", async (url) => {
    const {page, foreign} = await openPage(browser, url);
    const {ran, refused} = await page.evaluate(intrude);
    expect(ran).toBe(false);
    expect(refused).toEqual([
      "connect-src",
      "connect-src",
      "img-src",
      "script-src-attr",
      "script-src-elem"
    ]);
    expect(foreign).toEqual([]);
    await page.context().close();
  });
});

/** Runs in the page: what someone would try who got text into it. */
async function intrude() {
  const refused: string[] = [];
  document.addEventListener("securitypolicyviolation", ({effectiveDirective}) =>
    refused.push(effectiveDirective)
  );
  const script = document.createElement("script");
  script.textContent = "globalThis.injected = true";
  const image = document.createElement("img");
  image.setAttribute("onerror", "globalThis.injected = true");
  image.src = "http://other.example/a.png";
  document.body.append(script, image);
  await fetch("http://other.example/").catch(() => undefined);
  navigator.sendBeacon("http://other.example/");
  await new Promise((resolve) => setTimeout(resolve, 300));
  return {ran: "injected" in globalThis, refused: refused.sort()};
}
