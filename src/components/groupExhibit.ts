import type {SpaceResult} from "../workflows/results.js";
import {figureOf} from "./exhibitKinds.js";
import {groupFigure} from "./groupFigure.js";
import {groupsFault, hasGroups} from "./groups.js";
import {exhibits} from "./registry.js";

/*
 * The comparison of two groups. It adds itself to the exhibits where it is imported: a page fetches its code
 * if it has such a place, so that other pages do not carry it.
 */

exhibits.groups = figureOf<SpaceResult>("space", groupFigure, false, ({study, view}) => {
  if (!hasGroups(view)) return {text: "No groups are named yet.", isFault: false};
  const text = groupsFault(study, view);
  return text === null ? null : {text, isFault: true};
});
