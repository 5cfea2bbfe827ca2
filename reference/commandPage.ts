import type {Argument, Command, Option} from "commander";
import {prose} from "./docstring.js";

/** The command line as a page: every verb with its arguments and options. */
export function commandPage(program: Command): string {
  return program.commands.map(verb).join("\n\n");
}

function verb(command: Command): string {
  const items = [...command.registeredArguments.map(argument), ...command.options.map(option)];
  return `## ${command.name()}

\`\`\`text
vantage ${command.name()} ${command.usage()}
\`\`\`

${capital(prose(command.description()))}.

${items.join("\n")}`.trimEnd();
}

function argument(each: Argument): string {
  return `- **\`${each.variadic ? `${each.name()}…` : each.name()}\`**: ${prose(each.description)}`;
}

function option({flags, mandatory, description, defaultValue}: Option): string {
  const isTold = defaultValue !== undefined && !Array.isArray(defaultValue);
  const ends = [mandatory ? "needed" : "", isTold ? `default \`${defaultValue}\`` : ""];
  const told = ends.filter((end) => end !== "").join("; ");
  return `- **\`${flags}\`**${told === "" ? "" : ` (${told})`}: ${prose(description)}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
