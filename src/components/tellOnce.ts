/**
 * Say each warning of a page once: in a place, hide those that an earlier place of the same inputs
 * has said. Hidden, not left out, since on a live page the earlier one may come to say something else.
 *
 * @param inputs names the inputs the place is of; warnings of others are said again
 * @param told what earlier places have said; what this one says joins it
 */
export function tellOnce(place: Element, inputs: string, told: Set<string>): void {
  for (const list of place.querySelectorAll(".vantage-warnings")) {
    const items = [...list.querySelectorAll("li")];
    for (const item of items) {
      const key = `${inputs} ${item.textContent}`;
      item.toggleAttribute("hidden", told.has(key));
      told.add(key);
    }
    list.toggleAttribute(
      "hidden",
      items.every((item) => item.hasAttribute("hidden"))
    );
  }
}
