import {parseHTML} from "linkedom";
import {afterEach, describe, expect, it, vi} from "vitest";
import {fileUrls} from "../../src/framework/fileUrls.js";

const list = (study: string) =>
  `<div data-published="study-files"><ul class="vantage-files" data-study="${study}"><li><a href="/data/${study}/study.json" data-file="study.json">study.json</a></li></ul></div>`;

afterEach(() => void vi.unstubAllGlobals());

describe("the addresses of a study's files", () => {
  it("are those of the first study a page lists, or of the one named", () => {
    const {document} = parseHTML(`<html><body>${list("b")}${list("a")}</body></html>`);
    vi.stubGlobal("document", document);
    expect(fileUrls()["study.json"]).toContain("/data/b/study.json");
    expect(fileUrls("a")["study.json"]).toContain("/data/a/study.json");
    expect(fileUrls("c")).toEqual({});
  });
});
