import {main} from "../../cli/main.js";

/** Runs one command line in this process. @returns its exit code and what it would print */
export async function vantage(...words: readonly string[]) {
  const printed = {out: "", err: ""};
  const {stdout, stderr} = process;
  const [toOut, toErr] = [stdout.write, stderr.write];
  const into = (stream: "out" | "err") => (text: string | Uint8Array) => {
    printed[stream] += text;
    return true;
  };
  [stdout.write, stderr.write] = [into("out"), into("err")];
  try {
    return {code: await main(words), ...printed};
  } finally {
    [stdout.write, stderr.write] = [toOut, toErr];
  }
}
