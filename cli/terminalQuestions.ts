import {createInterface} from "node:readline";
import {LoaderError} from "../src/lib/core/errors.js";

/** Asks people one thing; to an empty answer they mean what the question names in brackets. */
export type Ask = (question: string) => Promise<string>;

/** Asks on a terminal, on stderr as all but results; undefined where nobody is there to answer. */
export function terminalQuestions(input: NodeJS.ReadStream = process.stdin): Ask | undefined {
  return input.isTTY ? (question) => askOnce(question, input) : undefined;
}

function askOnce(question: string, input: NodeJS.ReadStream): Promise<string> {
  const lines = createInterface({input, output: process.stderr});
  return new Promise((resolve, reject) => {
    // Ctrl+C and Ctrl+D close it without an answer.
    lines.once("close", () => reject(new LoaderError("init: question must be answered; got none")));
    lines.question(`${question} `, (answer) => {
      resolve(answer.trim());
      lines.close();
    });
  });
}
