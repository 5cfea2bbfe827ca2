/** A model that is none of the study's, placed on its published map. */
export interface Guest {
  /** first two coordinates in the published space */
  readonly x: number;
  readonly y: number;
  readonly label: string;
}
