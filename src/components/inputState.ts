/** Inputs by name as set by a reader; `view.` names are for drawing only. */
export interface InputState {
  /** whether some published analysis has the input, or the drawing alone reads it */
  has(name: string): boolean;
  /** the value now: the reader's, else the published one */
  get(name: string): unknown;
  /** change an input; a value equal to every published one is no change */
  set(name: string, value: unknown): void;
  /** change some inputs at once */
  setAll(inputs: Readonly<Record<string, unknown>>): void;
  /** names that differ from what was published */
  changed(): readonly string[];
  /** take back the changes to some inputs, default all */
  reset(names?: readonly string[]): void;
  /** @returns the way to stop */
  on(listener: () => void): () => void;
  /** what the graph of an analysis should run on: published values under the reader's */
  inputsOf(workflow: string): Readonly<Record<string, unknown>>;
}

type Published = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Whether an input is one of the published analyses' or of the drawing alone. */
export function hasInput(published: Published, name: string): boolean {
  const [workflow = "", own] = name.split(/\.(.*)/);
  if (workflow === "view") return true;
  if (own !== undefined) return own in (published[workflow] ?? {});
  return Object.values(published).some((inputs) => name in inputs);
}

/**
 * The reader's inputs of one page. A plain name is shared by every analysis that has such an input;
 * `regression.method` belongs to one.
 *
 * @param published inputs of each analysis as published, every default included
 * @param initial what the address asks for
 */
export function createInputState(
  published: Published,
  initial: Readonly<Record<string, unknown>> = {}
): InputState {
  const changes = new Map<string, unknown>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };

  function original(name: string): unknown {
    const dot = name.indexOf(".");
    if (dot >= 0) return published[name.slice(0, dot)]?.[name.slice(dot + 1)];
    return Object.values(published).find((inputs) => name in inputs)?.[name];
  }

  /** Analyses may have been published with other values of an input they share. */
  function isPublished(name: string, value: unknown): boolean {
    if (name.includes(".")) return value === original(name);
    const sharing = Object.values(published).filter((inputs) => name in inputs);
    return sharing.length > 0 && sharing.every((inputs) => inputs[name] === value);
  }

  function put(name: string, value: unknown) {
    if (isPublished(name, value)) changes.delete(name);
    else changes.set(name, value);
  }

  function putAll(inputs: Readonly<Record<string, unknown>>) {
    for (const [name, value] of Object.entries(inputs)) put(name, value);
  }

  putAll(initial);

  return {
    has: (name) => hasInput(published, name),
    get: (name) => (changes.has(name) ? changes.get(name) : original(name)),
    set(name, value) {
      put(name, value);
      tell();
    },
    setAll(inputs) {
      putAll(inputs);
      tell();
    },
    changed: () => [...changes.keys()],
    reset(names = [...changes.keys()]) {
      for (const name of names) changes.delete(name);
      tell();
    },
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    inputsOf(workflow) {
      const own = published[workflow] ?? {};
      const entry = (name: string) => [`${workflow}.${name}`, name].find((key) => changes.has(key));
      return Object.fromEntries(
        Object.entries(own).map(([name, value]) => {
          const key = entry(name);
          return [name, key === undefined ? value : changes.get(key)];
        })
      );
    }
  };
}
