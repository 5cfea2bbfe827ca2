import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {parseHTML} from "linkedom";
import {describe, expect, it} from "vitest";
import {scholarly} from "../../src/framework/scholarly.js";
import {temporaryFolders} from "../loaders/temporaryFolder.js";

type MarkdownIt = Parameters<typeof scholarly>[0] & {
  render(source: string, context: unknown): string;
};

/* Framework's own, which comes without types. */
const entry: string = "@observablehq/framework/dist/markdown.js";
const {createMarkdownIt} = (await import(entry)) as {
  createMarkdownIt(options: {readonly markdownIt: (md: MarkdownIt) => MarkdownIt}): MarkdownIt;
};

const newFolder = temporaryFolders();
const bib = `@article{gower1968, title={Adding a point}, author={Gower, John C.}, year={1968}}
@article{zhu2006, title={The <b>scree</b> plot}, author={Zhu, Mu and Ghodsi, Ali}, year={2006}}
@misc{unused, title={Never cited}, author={Nobody, N.}, year={2000}}`;

function page(source: string) {
  const references = join(newFolder(), "references.bib");
  writeFileSync(references, bib);
  const markdownIt = (md: MarkdownIt) => {
    scholarly(md, {references});
    return md;
  };
  const context = {code: [], startLine: 0, currentLine: 0, path: "/p", params: {}};
  const html = createMarkdownIt({markdownIt}).render(source, context);
  return parseHTML(`<html><body>${html}</body></html>`).document;
}

describe("an equation", () => {
  it("is MathML, in a sentence and on its own line", () => {
    const {body} = page(
      "With $H = I - \\tfrac1n \\mathbf 1$, and\n\n$$\nB = -\\tfrac12 H D^2 H\n$$\n"
    );
    const maths = [...body.querySelectorAll("math")];
    expect(maths.map((math) => math.getAttribute("display"))).toEqual([null, "block"]);
    expect(body.textContent).not.toContain("$");
  });

  it("leaves prices and expressions alone", () => {
    const {body} = page("It costs $5 or $6, not `$x$`, and \\$a\\$.");
    expect(body.querySelector("math")).toBeNull();
    expect(body.textContent).toContain("It costs $5 or $6");
    const expression = (code: string) => `$${`{${code}}`}`;
    const prose = `Of ${expression("1 + 1")} in ${expression("3")}.`;
    expect(page(prose).querySelector("math")).toBeNull();
  });

  it("that cannot be read is an error", () => {
    expect(() => page("$\\frac{1}$")).toThrow(/KaTeX/);
  });
});

describe("citations", () => {
  it("stand in the sentence, and what is cited is listed under its own id", () => {
    const {body} = page(
      "As shown [@zhu2006; @gower1968], and [@gower1968].\n\n<div data-references></div>\n"
    );
    const [both, one] = [...body.querySelectorAll("a.cite")];
    expect(both?.textContent).toMatch(/Gower, 1968.*Zhu & Ghodsi, 2006|Zhu & Ghodsi, 2006.*Gower/);
    expect(one?.getAttribute("href")).toBe("#ref-gower1968");
    const listed = [...body.querySelectorAll("[data-references] [id]")];
    expect(listed.map(({id}) => id)).toEqual(["ref-gower1968", "ref-zhu2006"]);
    expect(body.textContent).not.toContain("Never cited");
  });

  it("of what the references do not hold are an error that names the nearest", () => {
    expect(() => page("See [@gower1986].")).toThrow(
      /@gower1986 must be in .*; got none, but @gower1968/
    );
  });
});

describe("references to the page itself", () => {
  const place = '<div id="fig-map" data-published="map" data-number="2"></div>';

  it("name figures and equations by their numbers, also before they come", () => {
    const {body} = page(
      `See [@fig-map] and [@eq-b].\n\n${place}\n\n$$a$$ {#eq-a}\n\n$$b$$ {#eq-b}\n\n$$c$$\n`
    );
    const links = [...body.querySelectorAll("p:first-child a")];
    expect(links.map((a) => [a.getAttribute("href"), a.textContent])).toEqual([
      ["#fig-map", "Figure 2"],
      ["#eq-b", "Equation 2"]
    ]);
    const numbers = [...body.querySelectorAll(".equation-number")];
    expect(numbers.map(({textContent}) => textContent)).toEqual(["(1)", "(2)"]);
    expect(body.querySelector("#eq-b")?.textContent).toContain("b");
    expect(body.textContent).not.toContain("{#");
  });

  it("stand beside citations", () => {
    const {body} = page(`See [@fig-map; @gower1968].\n\n${place}\n`);
    expect(body.querySelector("p")?.textContent).toBe("See Figure 2 (Gower, 1968).");
  });

  it("finds a figure whose place holds a filter", () => {
    const filtered = `<div id="fig-a" data-group="share > 0.5" data-number="1"></div>`;
    const {body} = page(`See [@fig-a].\n\n${filtered}\n`);
    expect(body.querySelector("a.cite")?.textContent).toBe("Figure 1");
  });

  it("to what is not there are an error that names the nearest", () => {
    expect(() => page(`See [@fig-mop].\n\n${place}\n`)).toThrow(
      /@fig-mop must be the id of a figure or equation of the page; got none, but @fig-map/
    );
    expect(() => page("$$a$$ {#eq-a}\n\n$$b$$ {#eq-a}\n")).toThrow(/got #eq-a twice/);
  });
});

it("footnotes are numbered, and lead there and back", () => {
  const {body} = page("Said.[^a]\n\n[^a]: Noted.\n");
  const link = body.querySelector("sup a")?.getAttribute("href")?.slice(1) as string;
  expect(body.querySelector(`[id="${link}"]`)?.textContent).toContain("Noted.");
});
