import type {Alignment} from "../src/lib/intake/alignment.js";
import type {SetupFact} from "../src/lib/intake/setupFacts.js";
import {capped} from "./capped.js";

/** How alike models were asked, as lines: what differs; nothing where nothing is known to. */
export function alignmentLines({warnings, facts, setups, unplaced}: Alignment): string[] {
  const differing = facts.filter(({differing}) => differing.length > 0);
  const lines = setups.map(({name, models}) => `  ${name}: ${capped(models).join(", ")}`);
  const several = setups.length > 1;
  return [
    ...warnings.map(({code, message}) => `${code}: ${message}`),
    ...differing.flatMap(factLines),
    ...(several ? ["eval setups, by what is known to differ:", ...capped(lines)] : []),
    ...(several && unplaced.length > 0
      ? [`  too little known of ${capped(unplaced).join(", ")}`]
      : [])
  ];
}

function factLines({name, values, differing}: SetupFact): string[] {
  const datasets = differing.map((dataset) => dataset ?? "all queries");
  const lines = values.map(
    ({value, models}) => `  ${JSON.stringify(value.slice(0, 64))}: ${capped(models).join(", ")}`
  );
  return [`${name} differs between models (${capped(datasets).join(", ")}):`, ...capped(lines)];
}
