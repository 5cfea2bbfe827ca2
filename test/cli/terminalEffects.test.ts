import {describe, expect, it} from "vitest";
import {terminalEffects} from "../../cli/terminalEffects.js";

/** A stream that keeps what is written to it. */
function recording(isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return {stream: {isTTY, write} as unknown as NodeJS.WriteStream, written};
}

describe("progress", () => {
  it("elsewhere than on a terminal is one line per 10 %", () => {
    const {stream, written} = recording(false);
    const {progress} = terminalEffects(stream);
    for (let done = 1; done <= 1000; done++) progress("vectors", done, 1000);
    expect(written).toHaveLength(10);
    expect(written[0]).toMatch(/^vectors: 100 of 1000 \(10 %\), \d+(\.\d)?\/s, \d+ s left\n$/);
    expect(written[9]).toBe("vectors: 1000 of 1000 (100 %)\n");
  });

  it("says no rate before there is anything to measure", () => {
    const {stream, written} = recording(false);
    terminalEffects(stream).progress("answers", 10, 60);
    expect(written).toEqual(["answers: 10 of 60 (16 %)\n"]);
  });

  it("on a terminal redraws one line and ends it", () => {
    const {stream, written} = recording(true);
    const {progress} = terminalEffects(stream);
    for (let done = 1; done <= 1000; done++) progress("vectors", done, 1000);
    expect(written.length).toBeLessThan(100);
    expect(written[0]?.startsWith("\r\u001b[Kvectors: 1 of 1000")).toBe(true);
    expect(written.slice(-2)).toEqual(["\r\u001b[Kvectors: 1000 of 1000 (100 %)", "\n"]);
  });
});
