import {describe, expect, it} from "vitest";
import {searchable} from "../../../src/lib/tables/answerSearch.js";
import {snippet} from "../../../src/lib/tables/snippet.js";

describe("snippet", () => {
  it("gives the first hit as it is written, with what stands around it", () => {
    expect(snippet("The Heron file. A heron.", "hERON")).toEqual({
      before: "The ",
      hit: "Heron",
      after: " file. A heron."
    });
  });

  it("cuts at spaces and says so", () => {
    const text = `${"one ".repeat(30)}HERE${" two".repeat(30)}`;
    const {before, hit, after} = snippet(text, "here", 20);
    expect(hit).toBe("HERE");
    expect(before).toMatch(/^… (one )+$/);
    expect(after).toMatch(/^( two)+ …$/);
    expect(before.length + after.length).toBeLessThan(48);
  });

  it("keeps offsets where lower case has another length, and characters whole", () => {
    expect(snippet("İİ 𝒜bc ends", "ENDS")).toMatchObject({before: "İİ 𝒜bc ", hit: "ends"});
    expect(snippet("ΟΔΟΣ", "οδοσ").hit).toBe("ΟΔΟΣ");
  });

  it("takes every character for itself", () => {
    expect(snippet("100% of a_b", "% of A_").hit).toBe("% of a_");
    expect(snippet("100 of a-b", "a_b").hit).toBe("");
  });

  it("shows the beginning where there is nothing to show", () => {
    expect(snippet("short", "absent")).toEqual({before: "", hit: "", after: "short"});
    expect(snippet("short", "").hit).toBe("");
  });
});

it("a text is searched with one space for each run of white space", () => {
  expect(searchable("  two\n\tlines \u00a0here ")).toBe("two lines here");
});
