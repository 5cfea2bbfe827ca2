declare module "opentype.js" {
  export interface Font {
    /** in pixels, at a size */
    getAdvanceWidth(text: string, size: number): number;
    getPath(text: string, x: number, y: number, size: number): {toPathData(digits: number): string};
    hasChar(character: string): boolean;
  }
  /** A script in the older manner: Node finds no names in it but the default one. */
  const opentype: {parse(bytes: ArrayBuffer): Font};
  export default opentype;
}
