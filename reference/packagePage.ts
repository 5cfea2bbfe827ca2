import {type Declaration, exportsOf} from "./declaration.js";
import {docstringMarkdown, parseDocstring} from "./docstring.js";

/** Entries of the package by what one imports, each with the path of its module. */
export const entries: ReadonlyMap<string, string> = new Map([
  ["@dkps/vantage", "package/index.ts"],
  ["@dkps/vantage/components", "package/components.ts"],
  ["@dkps/vantage/page", "package/page.ts"],
  ["@dkps/vantage/framework", "package/framework.ts"]
]);

/** All that the package exports as a page: what it is, and how it is declared. */
export function packagePage(): string {
  return [...entries]
    .map(([specifier, module]) => {
      const parts = exportsOf(module).map(declarationPart);
      return [`## ${specifier}`, ...parts].join("\n\n");
    })
    .join("\n\n");
}

function declarationPart({name, signature, docstring}: Declaration): string {
  const about = docstringMarkdown(parseDocstring(docstring));
  return `### ${name}\n\n\`\`\`ts run=false\n${signature}\n\`\`\`\n\n${about}`;
}
