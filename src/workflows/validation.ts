import {DomainError} from "../lib/core/errors.js";
import {
  type Folds,
  familyGroups,
  kFold,
  leaveOneFamilyOut,
  leaveOneModelOut
} from "../lib/inference/folds.js";
import {stream} from "../lib/random/stream.js";

/** How models are left out, settled. */
export interface Validation {
  readonly name: "leave-one-model-out" | "leave-one-family-out" | "k-fold";
  readonly folds: Folds;
}

/**
 * The folds of a validation. `auto` leaves whole families out when there are any, since models of one
 * family are alike and would vouch for each other.
 *
 * @param families n names, null where unknown
 * @throws DomainError if the validation does not fit the models
 */
export function validate(
  requested: "auto" | Validation["name"],
  families: readonly (string | null)[],
  {folds, seed}: {readonly folds: number; readonly seed: number}
): Validation {
  const name = requested === "auto" ? settled(families) : requested;
  const n = families.length;
  if (name === "leave-one-model-out") return {name, folds: leaveOneModelOut(n)};
  if (name === "k-fold") return {name, folds: kFold(n, folds, stream(seed, "folds"))};
  if (families.every((family) => family === null))
    throw new DomainError("validation: leave-one-family-out needs models with families; got none");
  return {name, folds: leaveOneFamilyOut(families)};
}

function settled(families: readonly (string | null)[]): Validation["name"] {
  const groups = familyGroups(families);
  const shared = groups.some((group) => group.length > 1);
  return shared && groups.length > 1 ? "leave-one-family-out" : "leave-one-model-out";
}
