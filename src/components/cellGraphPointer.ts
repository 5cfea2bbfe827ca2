/** What a reader points at in a graph, by the pointer or by keys. */
export interface CellGraphPointer {
  /** show anew what is pointed at, if it is this node */
  refresh(name: string): void;
}

/** Where things of a drawn graph are found. */
interface Drawn {
  readonly svg: Element;
  readonly nodes: readonly Element[];
  readonly detail: Element;
  /** what to say of a node */
  readonly sentences: (node: Element) => string;
}

const nameOf = (node: Element) => node.getAttribute("data-name") ?? "";

/**
 * Let a reader point at a graph's nodes: hovering, tapping or focusing one says what it does and why it
 * ran, and marks the lines that end at it. One node is in the order of tabs; arrow keys go on from it.
 */
export function cellGraphPointer({svg, nodes, detail, sentences}: Drawn): CellGraphPointer {
  const lines = [...svg.querySelectorAll(".cell-lines path")];
  let shown: Element | null = null;

  function show(node: Element) {
    const name = nameOf(node);
    shown?.classList.remove("cell-shown");
    node.classList.add("cell-shown");
    shown = node;
    for (const line of lines)
      line.classList.toggle(
        "cell-shown",
        [line.getAttribute("data-from"), line.getAttribute("data-to")].includes(name)
      );
    detail.textContent = sentences(node);
  }

  function enter(node: Element) {
    for (const other of nodes) other.setAttribute("tabindex", other === node ? "0" : "-1");
    show(node);
  }

  function step(event: KeyboardEvent, i: number) {
    const by = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (!by) return;
    event.preventDefault();
    (nodes[(i + by + nodes.length) % nodes.length] as SVGElement).focus();
  }

  nodes.forEach((node, i) => {
    node.setAttribute("tabindex", i === 0 ? "0" : "-1");
    node.addEventListener("pointerenter", () => show(node));
    node.addEventListener("click", () => (node as SVGElement).focus());
    node.addEventListener("focus", () => enter(node));
    node.addEventListener("keydown", (event) => step(event as KeyboardEvent, i));
  });
  return {refresh: (name) => void (shown && nameOf(shown) === name && show(shown))};
}
