/** Vectors made elsewhere, found by the answer they belong to. */
export interface OwnVectors {
  /** sha256 of all the files */
  readonly hash: string;
  readonly width: number;
  /** reads the vectors themselves. @returns by `vectorKey` */
  read(): Promise<ReadonlyMap<string, Float32Array>>;
}

/** Whose vector it is, as one text. */
export function vectorKey(model: string, query: string, replicate: number): string {
  return JSON.stringify([model, query, replicate]);
}
