import {describe, expect, it} from "vitest";
import {temporaryFolders} from "../loaders/temporaryFolder.js";
import {sources} from "../repo/sources.js";
import {causes} from "./errorCauses.js";

const folder = temporaryFolders();
const [page] = sources(/^src\/guide\/errors\.md$/);

/** The page's messages by heading; `…` stands for what differs. */
const messages = new Map(
  [...(page?.text ?? "").matchAll(/^### (.*)\n\n```text\n(.*)\n```$/gm)].map(
    ([, heading, message]) => [heading as string, message as string]
  )
);

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const pattern = (message: string) => new RegExp(message.split("…").map(escaped).join("[^\\n]*"));

/** Code with what varies in its texts as `…`, and without the breaks between their parts. */
const code = sources(/^(src|loaders|cli)\/.*\.ts$/)
  .map(({text}) => text.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "…"))
  .join("\n");

describe("the guide's page on errors", () => {
  it("says under every heading what is read and what to do, with causes for no others", () => {
    const headings = page?.text.match(/^### /gm) ?? [];
    expect(messages.size).toBe(headings.length);
    expect(messages.size).toBeGreaterThanOrEqual(25);
    expect(page?.text.match(/^```\n\n[A-Z`]/gm)).toHaveLength(messages.size);
    expect(Object.keys(causes).filter((heading) => !messages.has(heading))).toEqual([]);
  });

  it.each(Object.entries(causes))("%s: so it is said", async (heading, cause) => {
    expect(await cause(folder())).toMatch(pattern(messages.get(heading) as string));
  });

  it.each([...messages].filter(([heading]) => !(heading in causes)))(
    "%s: so it stands in the code",
    (_, message) => {
      const fixed = message.split("…").filter((words) => words.length > 8);
      expect(fixed.filter((words) => !code.includes(words))).toEqual([]);
      expect(fixed).not.toEqual([]);
    }
  );
});
