import type {PublishedStudy} from "./studyData.js";

type Defaults = PublishedStudy["defaults"];

/**
 * What a study says of an analysis' inputs. Two models are compared (`pair`) in the study's own space, so
 * what it says of the space holds for them too.
 */
export function studyDefaults(
  defaults: Defaults,
  workflow: string
): Readonly<Record<string, unknown>> {
  const own = defaults[workflow] ?? {};
  return workflow === "pair" ? {...defaults.space, ...own} : own;
}
