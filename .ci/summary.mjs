import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";

/* Counts the tests of vitest's JSON reports, each once, however many runs it was part of. */

const folder = process.argv[2];
const outcomes = new Map();
const worst = (a, b) => (a === "failed" || b === "failed" ? "failed" : a === "passed" ? a : b);

for (const report of readdirSync(folder)) {
  const {testResults} = JSON.parse(readFileSync(join(folder, report), "utf8"));
  for (const {name, status, message, assertionResults} of testResults) {
    for (const {fullName, status: outcome} of assertionResults) {
      const key = `${name}\u0000${fullName}`;
      outcomes.set(key, worst(outcome, outcomes.get(key)));
    }
    if (status === "failed" && !assertionResults.some((one) => one.status === "failed"))
      outcomes.set(`${name}\u0000${message}`, "failed");
  }
}

const count = (outcome) => [...outcomes.values()].filter((one) => one === outcome).length;
const [passed, failed] = [count("passed"), count("failed")];
process.stdout.write(`${outcomes.size - passed - failed} skipped\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
