declare module "@citation-js/core" {
  export class Cite {
    constructor(source: string | readonly object[]);
    readonly data: readonly {readonly id: string}[];
    getIds(): string[];
    format(kind: "bibliography" | "citation", options: object): string;
  }
}
declare module "@citation-js/plugin-bibtex";
declare module "@citation-js/plugin-csl";
declare module "markdown-it-footnote" {
  const plugin: unknown;
  export = plugin;
}
