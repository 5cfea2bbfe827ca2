/** Where things are, by their 64-digit hexadecimal key: two integers each. */
export interface KeyIndex {
  has(key: string): boolean;
  get(key: string): {readonly file: number; readonly at: number} | undefined;
  /** A key that is there keeps its place. */
  add(key: string, file: number, at: number): void;
}

const keyBytes = 32;

/**
 * An index of keys in typed arrays: 48 bytes a key, twice over while it grows, where a `Map` of
 * strings takes some 200. Open addressing; keys are hashes, so their first bytes serve as one.
 */
export function createKeyIndex(): KeyIndex {
  let capacity = 1024;
  let count = 0;
  let [keys, files, places] = tables(capacity);
  const probe = new Uint8Array(keyBytes);

  /** The slot of the key in `probe`, or the free one where it belongs. */
  function slotOf(): number {
    const start = new DataView(probe.buffer).getUint32(0) % capacity;
    for (let slot = start; ; slot = (slot + 1) % capacity)
      if ((files[slot] as number) === 0 || isAt(slot)) return slot;
  }

  function isAt(slot: number): boolean {
    const from = slot * keyBytes;
    for (let i = 0; i < keyBytes; i++) if (keys[from + i] !== probe[i]) return false;
    return true;
  }

  function find(key: string): number | undefined {
    probe.set(Buffer.from(key, "hex"));
    const slot = slotOf();
    return files[slot] === 0 ? undefined : slot;
  }

  function put(file: number, at: number): void {
    const slot = slotOf();
    if (files[slot] !== 0) return;
    keys.set(probe, slot * keyBytes);
    files[slot] = file;
    places[slot] = at;
    count++;
  }

  function grow(): void {
    const [oldKeys, oldFiles, oldPlaces] = [keys, files, places];
    capacity *= 2;
    count = 0;
    [keys, files, places] = tables(capacity);
    oldFiles.forEach((file, slot) => {
      if (file === 0) return;
      probe.set(oldKeys.subarray(slot * keyBytes, (slot + 1) * keyBytes));
      put(file, oldPlaces[slot] as number);
    });
  }

  return {
    has: (key) => find(key) !== undefined,
    get(key) {
      const slot = find(key);
      if (slot === undefined) return undefined;
      return {file: (files[slot] as number) - 1, at: places[slot] as number};
    },
    add(key, file, at) {
      if (2 * (count + 1) > capacity) grow();
      probe.set(Buffer.from(key, "hex"));
      // zero marks a free slot
      put(file + 1, at);
    }
  };
}

function tables(capacity: number): [Uint8Array, Uint32Array, Float64Array] {
  return [
    new Uint8Array(capacity * keyBytes),
    new Uint32Array(capacity),
    new Float64Array(capacity)
  ];
}
