/** Writes a result: text for people, or with `--json` one JSON value for machines. */
export function printResult(value: unknown, text: string, json: boolean | undefined): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${text}\n`);
}

/** Ends a verb: what to type next, on stderr; `vantage` is on nobody's path, and npx finds it. */
export function printNext(...commands: readonly string[]): void {
  for (const command of commands)
    process.stderr.write(`next: ${command.replace(/^vantage /, "npx vantage ")}\n`);
}
