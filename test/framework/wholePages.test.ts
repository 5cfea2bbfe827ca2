import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {withWholePages} from "../../src/framework/wholePages.js";

const places = (text: string) =>
  Array.from(text.matchAll(/data-(?:published|controls|needs)="([^"]+)"/g), ([, name]) => name);

describe("withWholePages", () => {
  it.each(["explore", "data", "provenance"])(
    "puts the site's %s page in a line's place",
    (name) => {
      const own = readFileSync(`src/s/[study]/${name}.md`, "utf8");
      const text = withWholePages(
        `before\n<div data-page="${name}" data-study="a.b"></div>\nafter`
      );
      expect(places(text)).toEqual(places(own));
      expect(text.match(/ data-study="a\.b"/g)).toHaveLength(places(own).length);
      expect(text).toMatch(/^before\n# [\s\S]*\nafter$/);
      expect(text).not.toContain("openPage");
    }
  );

  it("leaves the study to the page where the line names none", () => {
    const text = withWholePages('<div data-page="data"></div>');
    expect(text).toContain('<div data-published="coverage"></div>');
  });

  it("leaves code and other lines alone", () => {
    const text = 'Say <div data-page="data"></div>\n```html\n<div data-page="data"></div>\n```\n';
    expect(withWholePages(text)).toBe(text);
    expect(withWholePages(text.replaceAll("```", "~~~"))).not.toContain("data-published");
  });

  it("knows a fence within a longer one, and the line after both", () => {
    const place = '<div data-page="data"></div>';
    const code = `\`\`\`\`md\n\`\`\`html\n${place}\n\`\`\`\n\`\`\`\`\n`;
    expect(withWholePages(code)).toBe(code);
    expect(withWholePages(code + place)).toContain('<div data-published="coverage"></div>');
  });

  it("reads lines as Windows ends them", () => {
    const text = withWholePages('# A\r\n<div data-page="data"></div>\r\n');
    expect(text).toContain('<div data-published="coverage"></div>');
  });

  it("refuses a page that there is none of", () => {
    const source = '<div data-page="exlore"></div>';
    const message = 'data-page must be one of explore, data, provenance; got "exlore"';
    expect(() => withWholePages(source)).toThrow(message);
  });
});
