import type {FigureContext} from "./context.js";
import type {FigureParts} from "./figure.js";
import type {Phrase} from "./sentences.js";

/** Why there is nothing to draw, and whether somebody has to mend something. */
export interface Missing {
  readonly text: string;
  readonly isFault: boolean;
}

/** Something a page may ask for by name, drawn from the result of one analysis. */
export type Exhibit = {
  readonly workflow: string;
} /* `tells`: whether the run's doubts are listed below; one figure of an analysis does */ & (
  | {
      readonly kind: "figure";
      readonly parts: FigureParts;
      readonly tells: boolean;
      /** says why there is nothing to draw, where there is nothing */
      readonly missing: ((context: FigureContext) => Missing | null) | undefined;
    }
  | {readonly kind: "sentence"; readonly phrase: (context: FigureContext) => Phrase}
);

/**
 * A figure of an analysis. Each names its workflow beside it, which is what makes these casts of a result true.
 *
 * @param missing says why there is nothing to draw, where there is nothing
 */
export const figureOf = <R>(
  workflow: string,
  parts: FigureParts<FigureContext<R>>,
  tells = true,
  missing?: (context: FigureContext) => Missing | null
): Exhibit => ({
  workflow,
  kind: "figure",
  tells,
  missing,
  parts: parts as FigureParts
});
/** A sentence of an analysis. */
export const sentenceOf = <R>(
  workflow: string,
  phrase: (context: FigureContext<R>) => Phrase
): Exhibit => ({
  workflow,
  kind: "sentence",
  phrase: phrase as (context: FigureContext) => Phrase
});
