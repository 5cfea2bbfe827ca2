import {execFile} from "node:child_process";
import {promisify} from "node:util";

const execute = promisify(execFile);

/** Run a command to its end; its output, or an error that carries both streams. */
export async function run(
  cwd: string,
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {}
): Promise<string> {
  const env = {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "true", ...environment};
  try {
    return (await execute(command, args, {cwd, env, maxBuffer: 1 << 26})).stdout;
  } catch (error) {
    const {stdout, stderr} = error as {stdout: string; stderr: string};
    throw new Error(`${command} ${args.join(" ")}: failed\n${stdout}\n${stderr}`);
  }
}
