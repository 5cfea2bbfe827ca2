declare module "opentype.js/dist/opentype.mjs" {
  export interface Font {
    /** in pixels, at a size */
    getAdvanceWidth(text: string, size: number): number;
    getPath(text: string, x: number, y: number, size: number): {toPathData(digits: number): string};
    hasChar(character: string): boolean;
  }
  export function parse(bytes: ArrayBuffer): Font;
}
