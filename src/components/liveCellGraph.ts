import {cellGraphPointer} from "./cellGraphPointer.js";
import {inputWord, type NodeWords, nodeSentences, shortened} from "./cellNode.js";
import {
  type CellStatus,
  cellSigns,
  formatTime,
  listed,
  statusWord,
  whyWords
} from "./cellStatus.js";

/** What a graph shows: each cell's status, each input's value, and whether that is the published one. */
export interface CellGraphState {
  readonly statusOf: (cell: string) => CellStatus;
  readonly inputOf: (input: string) => unknown;
  readonly isChanged: (input: string) => boolean;
}

/** A graph of the page, come alive. */
export interface LiveCellGraph {
  readonly workflow: string;
  /** what each cell needs, by its name, less the study and the inputs */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  readonly isOpen: () => boolean;
  onOpen(listener: () => void): void;
  /** write what has changed since it was last drawn */
  draw(state: CellGraphState): void;
}

interface Node extends NodeWords {
  readonly box: Element;
  readonly needs: readonly string[];
  /** the row of the table, of a cell */
  readonly row: Element | null;
}

/** Bring a graph alive that `cellGraph` has drawn. */
export function liveCellGraph(host: HTMLDetailsElement): LiveCellGraph {
  const nodes = nodesIn(host);
  const names = new Set(nodes.filter(({kind}) => kind === "cell").map(({name}) => name));
  const drawn = new Map<string, string>();
  let state: CellGraphState | null = null;
  const pointer = cellGraphPointer({
    svg: host.querySelector("svg") as Element,
    nodes: nodes.map(({box}) => box),
    detail: host.querySelector(".cell-detail") as Element,
    sentences: (box) => detailOf(nodes.find((node) => node.box === box) as Node)
  });

  function detailOf(node: Node): string {
    const users = nodes.filter(({needs}) => needs.includes(node.name)).map(({name}) => name);
    return [
      state ? nodeSentences(node, nowOf(node, state)) : textOf(node.box, "title"),
      node.needs.length > 0 && `Needs ${listed(node.needs)}.`,
      users.length > 0 && `Needed by ${listed(users)}.`
    ]
      .filter(Boolean)
      .join(" ");
  }

  return {
    workflow: host.dataset.workflow ?? "",
    needs: new Map(
      nodes
        .filter(({kind}) => kind === "cell")
        .map(({name, needs}) => [name, needs.filter((need) => names.has(need))])
    ),
    isOpen: () => host.open,
    onOpen: (listener) => host.addEventListener("toggle", () => host.open && listener()),
    draw(next) {
      state = next;
      for (const node of nodes) {
        const key = JSON.stringify([nowOf(node, next), next.isChanged(node.name)]);
        if (drawn.get(node.name) === key) continue;
        drawn.set(node.name, key);
        write(node, next);
        pointer.refresh(node.name);
      }
    }
  };
}

function nodesIn(host: Element): Node[] {
  const rows = new Map(
    [...host.querySelectorAll("tbody tr")].map((row) => [row.firstElementChild?.textContent, row])
  );
  return [...host.querySelectorAll(".cell-node")].map((box) => {
    const read = (name: string) => box.getAttribute(`data-${name}`) ?? "";
    const name = read("name");
    const kind = read("kind") as Node["kind"];
    const needs = read("needs").split(" ").filter(Boolean);
    return {box, name, kind, needs, says: read("says"), row: rows.get(name) ?? null};
  });
}

const nowOf = ({name, kind}: Node, {statusOf, inputOf}: CellGraphState): unknown =>
  kind === "cell" ? statusOf(name) : kind === "input" ? inputOf(name) : null;

function write(node: Node, state: CellGraphState): void {
  const {box, row, name, kind} = node;
  const now = nowOf(node, state);
  put(box, "title", nodeSentences(node, now));
  if (kind === "input") {
    put(box, ".cell-word", shortened(inputWord(now)));
    box.setAttribute("data-mark", state.isChanged(name) ? "changed" : "given");
  }
  if (kind !== "cell") return;
  const status = now as CellStatus;
  const count = status.warnings.length;
  put(box, ".cell-word", `${cellSigns[status.mark].sign} ${statusWord(status)}`);
  put(box, ".cell-doubts", count > 0 ? ` !${count}` : "");
  box.setAttribute("data-mark", status.mark);
  const time = status.milliseconds === null ? "" : formatTime(status.milliseconds);
  const texts = [cellSigns[status.mark].word, whyWords(status), time, status.warnings.join(", ")];
  texts.forEach((text, i) => {
    const cell = row?.children[i + 1];
    if (cell && cell.textContent !== text) cell.textContent = text;
  });
}

function put(box: Element, selector: string, text: string): void {
  const found = box.querySelector(selector);
  if (found && found.textContent !== text) found.textContent = text;
}

const textOf = (box: Element, selector: string) => box.querySelector(selector)?.textContent ?? "";
