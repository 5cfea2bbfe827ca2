import type {ClassificationResult, RegressionResult, SpaceResult} from "../workflows/results.js";
import {type Exhibit, sentenceOf} from "./exhibitKinds.js";
import {confusion, predicted} from "./predictionFigures.js";
import {classificationSentence, regressionSentence, spaceSentence} from "./sentences.js";
import {map, scree} from "./spaceFigures.js";

/** Figures and sentences a page may name in `data-published`; `groupExhibit` adds one that few pages show. */
export const exhibits: Record<string, Exhibit> = {
  map,
  scree,
  predicted,
  confusion,
  "space-sentence": sentenceOf<SpaceResult>("space", spaceSentence),
  "regression-sentence": sentenceOf<RegressionResult>("regression", regressionSentence),
  "classification-sentence": sentenceOf<ClassificationResult>(
    "classification",
    classificationSentence
  )
};
