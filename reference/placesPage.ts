import {controlSpecs} from "../src/components/controlSpecs.js";
import {prose} from "./docstring.js";

/** A row of the table of places in the guide to writing pages. */
export interface Places {
  readonly names: readonly string[];
  readonly about: string;
}

/** The table of places of `docs/pages.md`, which the package brings along. */
export function placesOf(guide: string): Places[] {
  const table = guide.slice(guide.indexOf("| place |")).split("\n\n")[0] ?? "";
  return table
    .split("\n")
    .slice(2)
    .map((line) => line.split(" | "))
    .map(([names = "", about = ""]) => ({
      names: Array.from(names.matchAll(/`([^`]+)`/g), ([, name]) => name as string),
      about: about.replace(/\s*\|$/, "")
    }));
}

/** Places and controls as a page. */
export function placesPage(guide: string): string {
  const code = (names: readonly string[]) => names.map((name) => `**\`${name}\`**`).join(", ");
  const places = placesOf(guide).map(({names, about}) => `- ${code(names)}: ${about}.`);
  const controls = Object.entries(controlSpecs).map(
    ([name, {label, help}]) => `- **\`${name}\`**: ${label}. ${prose(help)}`
  );
  return `## Places

${places.join("\n")}

## Controls

${controls.join("\n")}`;
}
