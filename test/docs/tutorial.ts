import {spawnSync} from "node:child_process";
import {mkdirSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";

/** What a tutorial has its reader do: save a file, or type commands and see something. */
export type Step =
  | {readonly kind: "save"; readonly file: string; readonly text: string}
  | {readonly kind: "type"; readonly commands: string; readonly shown: string | null};

const block = /^(?:.*as `([^`\n]+)`:\n\n)?```(\w+).*\n([\s\S]*?\n)```$/gm;

/**
 * The steps of a page, in order: `sh` blocks are typed, a `text` block is what the one before it
 * prints, and a block after a line that ends in "as `name`:" is saved.
 */
export function stepsOf(page: string): Step[] {
  const steps: Step[] = [];
  for (const [, file, language, text = ""] of page.matchAll(block)) {
    const last = steps.at(-1);
    if (file !== undefined) steps.push({kind: "save", file, text});
    else if (language === "sh") steps.push({kind: "type", commands: text, shown: null});
    else if (language === "text" && last?.kind === "type")
      steps[steps.length - 1] = {...last, shown: text};
  }
  return steps;
}

/** What the commands of a step printed on stdout, and the code the last ended with. */
export interface Typed {
  readonly code: number | null;
  readonly printed: string;
  readonly told: string;
}

/** A reader at a terminal, who stays in the folder last gone to. */
export function readerIn(folder: string, environment: Readonly<Record<string, string>> = {}) {
  let cwd = folder;
  return {
    save(file: string, text: string): void {
      mkdirSync(dirname(join(cwd, file)), {recursive: true});
      writeFileSync(join(cwd, file), text);
    },
    type(commands: string): Typed {
      const env = {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "true", ...environment};
      const script = `${commands}\ncode=$?\npwd >&3\nexit $code`;
      const {status, output} = spawnSync("sh", ["-c", script], {
        cwd,
        env,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe", "pipe"]
      });
      const [, printed, told, where] = output as readonly string[];
      cwd = where?.trim() || cwd;
      return {code: status, printed: printed ?? "", told: told ?? ""};
    }
  };
}

/** The page's output as a pattern: … stands for whatever differs from machine to machine. */
export function patternOf(shown: string): RegExp {
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  // Lines left out at the beginning may be none: npm says nothing of a script where it is told to be silent.
  const rest = shown.replace(/^…\n/, "");
  const before = rest === shown ? "" : "(?:[\\s\\S]*\\n)?";
  return new RegExp(`^${before}${rest.split("…").map(escaped).join("[\\s\\S]*?")}$`);
}
