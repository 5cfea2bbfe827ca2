import {describe, expect, it} from "vitest";
import {latestOf} from "../../src/components/latestOf.js";

function source<Value>() {
  let tell: ((value: Value) => void) | null = null;
  return {
    follow: (told: (value: Value) => void) => {
      tell = told;
      return () => {
        tell = null;
      };
    },
    tell: (value: Value) => tell?.(value),
    isFollowed: () => tell !== null
  };
}

describe("latestOf", () => {
  it("gives the newest, passes over what came between, and nothing twice", async () => {
    const {follow, tell} = source<number>();
    const values = latestOf(follow);
    const first = values.next();
    tell(1);
    expect(await first).toEqual({done: false, value: 1});
    tell(2);
    tell(3);
    expect(await values.next()).toEqual({done: false, value: 3});
    const next = values.next();
    tell(3);
    tell(4);
    expect(await next).toEqual({done: false, value: 4});
  });

  it("listens only while it is asked, and ends a wait for what never comes", async () => {
    const {follow, tell, isFollowed} = source<number>();
    const values = latestOf(follow);
    expect(isFollowed()).toBe(false);
    const waiting = values.next();
    expect(isFollowed()).toBe(true);
    await values.return(undefined);
    expect(await waiting).toEqual({done: true, value: undefined});
    expect(isFollowed()).toBe(false);
    tell(1);
    expect(await values.next()).toEqual({done: true, value: undefined});
  });
});
