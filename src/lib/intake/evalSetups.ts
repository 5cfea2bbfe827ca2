/** What is known of how one model was asked: facts and prompts by name, each as one text. */
export type Asking = ReadonlyMap<string, string>;

/** Models that were asked alike, so far as is known. */
export interface EvalSetup {
  /** `A`, `B`, … */
  readonly name: string;
  readonly models: readonly string[];
}

export interface EvalSetups {
  readonly setups: readonly EvalSetup[];
  /** models of which too little is known to say which setup is theirs */
  readonly unplaced: readonly string[];
}

interface Group {
  readonly models: Set<string>;
  readonly asking: Map<string, string>;
}

/**
 * Groups models into eval setups: within one, what is known of two models never differs. What is
 * unknown differs from nothing, so a model that suits several setups, or of which nothing is known,
 * is in none. Setups are named in the order of their first models. O(models × setups × facts) at
 * most; a difference ends a comparison.
 */
export function evalSetups(askings: ReadonlyMap<string, Asking>): EvalSetups {
  const groups = grouped(askings);
  const groupOf = (model: string, asking: Asking): Group | undefined => {
    const suiting = groups.filter((group) => !differs(asking, group.asking));
    return suiting.length === 1 && suiting[0]?.models.has(model) ? suiting[0] : undefined;
  };
  const members = new Map<Group, string[]>();
  const unplaced: string[] = [];
  for (const [model, asking] of askings) {
    const group = asking.size > 0 ? groupOf(model, asking) : undefined;
    if (group === undefined) unplaced.push(model);
    else members.set(group, [...(members.get(group) ?? []), model]);
  }
  return {setups: [...members.values()].map((models, i) => ({name: letters(i), models})), unplaced};
}

/** Models of which most is known come first, so that one of which little is known splits no group. */
function grouped(askings: ReadonlyMap<string, Asking>): Group[] {
  const groups: Group[] = [];
  const known = [...askings].filter(([, {size}]) => size > 0);
  for (const [model, asking] of known.sort(([, a], [, b]) => b.size - a.size)) {
    const group = groups.find((each) => !differs(asking, each.asking));
    if (group === undefined) groups.push({models: new Set([model]), asking: new Map(asking)});
    else {
      group.models.add(model);
      for (const [name, value] of asking) group.asking.set(name, value);
    }
  }
  return groups;
}

function differs(one: Asking, other: Asking): boolean {
  for (const [name, value] of one) if ((other.get(name) ?? value) !== value) return true;
  return false;
}

/** A, B, …, Z, AA, AB, … */
function letters(i: number): string {
  const last = String.fromCharCode(65 + (i % 26));
  return i < 26 ? last : letters(Math.floor(i / 26) - 1) + last;
}
