import {readdirSync, readFileSync} from "node:fs";
import {join, relative} from "node:path";

/* Counts the tests of vitest's JSON reports, each once, however many runs it was part of, and
   says last what failed, or passed at its second try only: a log cut to its end still tells. */

const folder = process.argv[2];
const outcomes = new Map();
const notes = new Set();
const worst = (a, b) => (a === "failed" || b === "failed" ? "failed" : a === "passed" ? a : b);
const note = (verdict, file, test, message) => {
  const own = (line) => !line.includes("node_modules");
  const lines = message.split("\n").filter(own).slice(0, 12);
  notes.add(`${verdict}: ${relative(process.cwd(), file)} > ${test}\n  ${lines.join("\n  ")}\n`);
};

for (const report of readdirSync(folder)) {
  const {testResults} = JSON.parse(readFileSync(join(folder, report), "utf8"));
  for (const {name, status, message, assertionResults} of testResults) {
    for (const {fullName, status: outcome, failureMessages} of assertionResults) {
      const key = `${name}\u0000${fullName}`;
      outcomes.set(key, worst(outcome, outcomes.get(key)));
      const errors = failureMessages.join("\n");
      if (outcome === "failed") note("FAILED", name, fullName, errors);
      else if (errors !== "") note("UNSTEADY, passed when tried again", name, fullName, errors);
    }
    if (status === "failed" && !assertionResults.some((one) => one.status === "failed")) {
      outcomes.set(`${name}\u0000${message}`, "failed");
      note("FAILED", name, "(the file as a whole)", message);
    }
  }
}

const count = (outcome) => [...outcomes.values()].filter((one) => one === outcome).length;
const [passed, failed] = [count("passed"), count("failed")];
for (const each of notes) process.stdout.write(each);
process.stdout.write(`${outcomes.size - passed - failed} skipped\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
