import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {parseHTML} from "linkedom";
import {describe, expect, it} from "vitest";
import {contentHash} from "../../src/components/citation.js";
import {studyHead} from "../../src/framework/studyHead.js";
import {study} from "../components/sample.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";

const folder = temporaryFolders();

function headOf(facts: object, path: string) {
  const root = folder();
  mkdirSync(join(root, "sample"));
  writeFileSync(join(root, "sample", "study.json"), JSON.stringify({...study, ...facts}));
  const html = `<html><head>${studyHead(root)({path})}</head><body></body></html>`;
  return parseHTML(html).document.head;
}

describe("the head of a study's pages", () => {
  it("describes the study as a dataset, under the hash of its content", () => {
    const authors = [{name: "A. Author", orcid: "0000-0002-1825-0097"}];
    const head = headOf({authors}, "/s/sample/explore");
    const text = head.querySelector('script[type="application/ld+json"]')?.textContent ?? "";
    expect(JSON.parse(text)).toMatchObject({
      "@type": "Dataset",
      name: "Sample <study>",
      license: "MIT",
      identifier: `sha256:${contentHash(study)}`,
      creator: [{name: "A. Author", identifier: "https://orcid.org/0000-0002-1825-0097"}]
    });
  });

  it("holds no text of a study as markup", () => {
    const evil = '</script><script>alert(1)</script>"><img src=x onerror=alert(2)>';
    const head = headOf({title: evil, description: evil}, "/s/sample/");
    expect(head.querySelectorAll("script")).toHaveLength(1);
    expect(head.querySelector("img")).toBeNull();
    expect(head.querySelector('meta[property="og:title"]')?.getAttribute("content")).toBe(evil);
  });

  it("says nothing of a study on other pages", () => {
    expect(headOf({}, "/try").querySelector("script")).toBeNull();
  });
});
