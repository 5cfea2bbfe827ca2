/** A page's one cell, the same on every page of a report. */
export const openCell = `\`\`\`js
import {openPage} from "@dkps/vantage/page";
openPage(() => new Worker(import.meta.resolve("@dkps/vantage/worker"), {type: "module"}), invalidation);
\`\`\`
`;

/** What the build fills on a page of a study: words, figures, parts only some studies have, inputs. */
export function places(study: string) {
  return {
    word: (name: string) => `<span data-published="${name}" data-study="${study}"></span>`,
    block: (name: string) => `<div data-published="${name}" data-study="${study}"></div>`,
    needs: (names: string) => `<div data-needs="${names}" data-study="${study}">`,
    controls: (names: string) => `<div data-controls="${names}" data-study="${study}"></div>`
  };
}
