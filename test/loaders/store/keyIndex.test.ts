import {describe, expect, it} from "vitest";
import {bytesKey} from "../../../loaders/store/contentKey.js";
import {createKeyIndex} from "../../../loaders/store/keyIndex.js";

describe("createKeyIndex", () => {
  it("finds every key where it was put, however many there are, and no other", () => {
    const index = createKeyIndex();
    const keys = Array.from({length: 5000}, (_, i) => bytesKey(`key ${i}`));
    keys.forEach((key, i) => {
      index.add(key, i % 7, i * 2 ** 21);
    });
    keys.forEach((key, i) => {
      expect(index.get(key)).toEqual({file: i % 7, at: i * 2 ** 21});
    });
    expect(index.has(bytesKey("key 5000"))).toBe(false);
  });

  it("tells keys apart that begin alike, and keeps the first place of one", () => {
    const index = createKeyIndex();
    const [a, b] = [`${"0".repeat(63)}1`, `${"0".repeat(63)}2`];
    index.add(a, 0, 1);
    index.add(b, 0, 2);
    index.add(a, 3, 4);
    expect([index.get(a)?.at, index.get(b)?.at]).toEqual([1, 2]);
  });
});
