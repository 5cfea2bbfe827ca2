import {evidenceWords, twinWords, verdictWords} from "../claims/claimWords.js";
import type {Decided, EvaluatedClaim} from "../claims/evaluateClaim.js";
import {DomainError} from "../lib/core/errors.js";
import {suggestion} from "../lib/schema/nearestName.js";
import {element} from "./element.js";

/**
 * Claims as published: each with its verdict, what it rests on, and what its negative twin shows.
 *
 * @param asked ids of those to show, under a heading of the page's own; all, under one of theirs, by default
 */
export function claimList(
  document: Document,
  claims: readonly EvaluatedClaim[],
  asked?: readonly string[]
): HTMLElement {
  const unknown = asked?.find((id) => !claims.some((claim) => claim.id === id));
  if (unknown !== undefined)
    throw new DomainError(
      `claims: data-claim must name claims of the study; got ${unknown}${suggestion(
        unknown,
        claims.map(({id}) => id)
      )}`
    );
  const shown = claims.filter(({id}) => asked?.includes(id) ?? true);
  const items = shown.map((claim) => claimItem(document, claim));
  return element(
    document,
    "section",
    {},
    ...(asked ? [] : heading(document)),
    element(document, "ul", {class: "vantage-claims"}, ...items)
  );
}

function heading(document: Document): readonly HTMLElement[] {
  const words =
    "Each claim was put to the numbers, and so was its negative twin: the same where it should not hold, as with labels shuffled. A claim whose twin holds as well shows nothing.";
  return [
    element(document, "h2", {id: "claims"}, "What is claimed"),
    element(document, "p", {}, words)
  ];
}

function claimItem(document: Document, claim: EvaluatedClaim): HTMLElement {
  const {id, verdict, statement, otherwise} = claim;
  const isFalse = verdict === "FALSIFIED";
  const twin = twinWords(claim);
  return element(
    document,
    "li",
    {class: "vantage-claim", "data-claim": id},
    verdictMark(document, claim),
    element(document, "p", {class: "vantage-claim-words"}, isFalse ? otherwise : statement),
    element(
      document,
      "p",
      {class: "vantage-claim-evidence"},
      `${evidenceWords(claim.evidence)}; ${twin}.`
    )
  );
}

/** "Holds", "Fails" or "Can’t tell", told by word and by mark as well as by color. */
export function verdictMark(document: Document, {verdict}: Pick<Decided, "verdict">): HTMLElement {
  const marks = {VERIFIED: "✓", FALSIFIED: "✗", INCONCLUSIVE: "?"} as const;
  return element(
    document,
    "span",
    {class: `vantage-verdict vantage-${verdict.toLowerCase()}`},
    `${marks[verdict]} ${verdictWords[verdict]}`
  );
}
