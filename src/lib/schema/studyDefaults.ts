import {separationManners} from "./manners.js";
import type {PublishedStudy} from "./studyData.js";

type Defaults = PublishedStudy["defaults"];

/**
 * What a study says of an analysis' inputs. Two models are compared (`pair`) in the study's own space, so
 * what it says of how far apart models are there holds for them too.
 */
export function studyDefaults(
  defaults: Defaults,
  workflow: string
): Readonly<Record<string, unknown>> {
  const own = defaults[workflow] ?? {};
  return workflow === "pair" ? {...separating(defaults.space ?? {}), ...own} : own;
}

/** Of inputs those that say how far apart models are. */
export function separating(
  inputs: Readonly<Record<string, unknown>>
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => name in separationManners));
}
