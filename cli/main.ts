import {Command, CommanderError} from "commander";
import {DomainError, LoaderError, VantageError} from "../src/lib/core/errors.js";
import {buildCommand} from "./build.js";
import {dataCommand} from "./data.js";
import {devCommand} from "./dev.js";
import {diffCommand} from "./diff.js";
import {doctorCommand} from "./doctor.js";
import {embedCommand} from "./embed.js";
import {exportCommand} from "./export.js";
import {getCommand} from "./get.js";
import {importCommand} from "./import.js";
import {initCommand} from "./init.js";
import {inputsCommand} from "./inputs.js";
import {openCommand} from "./open.js";
import {packageVersion} from "./packageVersion.js";
import {runCommand} from "./run.js";
import {startCommand} from "./start.js";
import {statusCommand} from "./status.js";
import {sweepCommand} from "./sweep.js";
import {terminalEffects} from "./terminalEffects.js";
import {terminalQuestions} from "./terminalQuestions.js";
import {verifyCommand} from "./verify.js";

/** Faults of what was typed, rather than of data. */
const usageCodes = new Set(["FILTER", "MAP", "FORMAT", "INPUT"]);

/**
 * Runs one command line.
 *
 * @param words what stands after `vantage`
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage, 3 a claim was falsified
 */
export async function main(words: readonly string[]): Promise<number> {
  // A verb that has something to say by its exit code sets it; an earlier one's is not its own.
  process.exitCode = undefined;
  try {
    await program().parseAsync(words, {from: "user"});
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof VantageError || isSystemError(error))) throw error;
    process.stderr.write(`vantage: ${error.message}\n`);
    return error instanceof VantageError ? exitCodeOf(error) : 1;
  }
}

export function program(): Command {
  const root = new Command("vantage")
    .description("Study collections of generative models in the data kernel perspective space.")
    .version(packageVersion());
  for (const command of [
    openCommand(),
    initCommand(terminalQuestions()),
    getCommand(),
    importCommand(),
    embedCommand(),
    runCommand({...terminalEffects(), print: (text) => process.stdout.write(text)}),
    sweepCommand(),
    diffCommand(),
    inputsCommand(),
    exportCommand(),
    dataCommand(),
    buildCommand(),
    devCommand(),
    startCommand(),
    statusCommand(),
    verifyCommand(),
    doctorCommand()
  ])
    root.addCommand(command);
  for (const command of [root, ...root.commands]) command.exitOverride().showHelpAfterError();
  return root;
}

function exitCodeOf(error: VantageError): number {
  if (error instanceof LoaderError) return error.exitCode;
  return error instanceof DomainError && usageCodes.has(error.code) ? 2 : 1;
}

/** What the operating system refuses (no permission, disk full) is no fault of the program. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error;
}
