import type {SpaceResult} from "../workflows/results.js";
import {figureOf} from "./exhibitKinds.js";
import {groupFigure} from "./groupFigure.js";
import {groupsFault, hasGroups} from "./groups.js";
import {exhibits} from "./registry.js";

/*
 * The comparison of two groups. It adds itself to the exhibits where it is imported: a page fetches its code
 * if it has such a place, so that other pages do not carry it.
 */

exhibits.groups = figureOf<SpaceResult>("space", groupFigure, false, ({study, view}) =>
  hasGroups(view)
    ? groupsFault(study, view)
    : "No groups are named. Draw around models on a map, or write a filter as group A."
);
