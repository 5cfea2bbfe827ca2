/**
 * Something a reader can point at, in pixels of the drawing; `links` gives positions of others, asked
 * for only when it is pointed at.
 */
export interface PointMark {
  /**
   * of a model: told by a `vantage-pin` event when it is pinned, and ringed in other drawings of the page
   * while it is pointed at
   */
  readonly id?: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly links?: () => readonly number[];
}
