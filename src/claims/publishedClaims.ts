import type {Claim} from "./claimSchema.js";
import type {EvaluatedClaim} from "./evaluateClaim.js";

/** A study's claims as published: how they came out, and what they are, so that a page can ask again. */
export interface PublishedClaims {
  readonly schemaVersion: 1;
  readonly claims: readonly EvaluatedClaim[];
  readonly definitions: readonly Claim[];
}
