/**
 * A list of places such as `file#line 12`, kept as numbers: what goes before the last number is
 * kept once.
 */
export class SourceRefs {
  private readonly prefixes = new Map<string, number>();
  private readonly names: string[] = [];
  private readonly prefixAt: number[] = [];
  /** -1: there is none */
  private readonly numberAt: number[] = [];

  push(ref: string): void {
    const digits = /(?:0|[1-9]\d{0,8})$/.exec(ref)?.[0] ?? "";
    this.prefixAt.push(this.prefix(ref.slice(0, ref.length - digits.length)));
    this.numberAt.push(digits === "" ? -1 : Number(digits));
  }

  /** The place pushed as the n-th, from 0. */
  at(n: number): string {
    const number = this.numberAt[n] as number;
    return `${this.names[this.prefixAt[n] as number]}${number < 0 ? "" : number}`;
  }

  private prefix(name: string): number {
    const known = this.prefixes.get(name);
    if (known !== undefined) return known;
    this.prefixes.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}
