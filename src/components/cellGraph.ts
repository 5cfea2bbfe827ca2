import {
  classificationManners,
  inferenceManners,
  regressionManners,
  spaceManners
} from "../lib/schema/manners.js";
import type {PublishedStudy} from "../lib/schema/studyData.js";
import {studyWords} from "../lib/schema/studyWords.js";
import type {WorkflowNode} from "../runtime/workflowNodes.js";
import {
  boxSize,
  type CellGraphLayout,
  cellGraphLayout,
  type PlacedEdge
} from "./cellGraphLayout.js";
import {inputWord, nodeSentences, shortened} from "./cellNode.js";
import {cellSigns, idleStatus, statusWord} from "./cellStatus.js";
import {cellSays, graphTitles} from "./cellWords.js";
import {element} from "./element.js";
import {formatCount} from "./format.js";
import {svgElement} from "./svgElement.js";
import {tableTwin} from "./tableTwin.js";

/** What a graph is drawn from. */
export interface CellGraphContext {
  readonly document: Document;
  readonly study: Pick<PublishedStudy, "kind">;
  readonly workflow: string;
  /** see `workflowNodes` */
  readonly nodes: readonly WorkflowNode[];
  /** the inputs of the published run */
  readonly inputs: Readonly<Record<string, unknown>>;
}

const published = {...idleStatus, mark: "published"} as const;

/**
 * An analysis as the graph of its steps, folded, with the same as a table: drawn when the site is built;
 * `liveCellGraphs` lets it follow what runs. Graphs of one page unfold one at a time.
 */
export function cellGraph(context: CellGraphContext): HTMLElement {
  const {document, study, workflow, nodes} = context;
  const cells = nodes.filter(({kind}) => kind === "cell");
  const title = graphTitles[workflow] ?? workflow;
  const steps = formatCount(cells.length, "step");
  return element(
    document,
    "details",
    {class: "cell-graph", name: "cell-graph", "data-workflow": workflow},
    element(document, "summary", {}, `${title}: ${steps}`),
    element(
      document,
      "figure",
      {class: "vantage-figure", "aria-label": `Steps of the analysis: ${title}`},
      element(
        document,
        "div",
        {class: "cell-scroll", tabindex: 0, role: "group", "aria-label": `${title}, as a graph`},
        drawing(context)
      ),
      element(document, "p", {class: "cell-detail"}, "Point at a step to see why it ran."),
      element(
        document,
        "figcaption",
        {},
        "From the inputs (round ends) down to the result. Only steps below a changed input run again, and none whose needs came out as before; what was computed once on this page is found in memory."
      ),
      element(
        document,
        "details",
        {class: "vantage-twin"},
        element(document, "summary", {}, "The same as a table"),
        tableTwin(document, table(cells, study))
      )
    )
  );
}

function table(cells: readonly WorkflowNode[], study: CellGraphContext["study"]) {
  return {
    columns: ["step", "state", "why", "took", "warnings", "what it does"],
    numeric: [3],
    rows: cells.map(({name}) => [name, statusWord(published), "", "", "", cellSays(name, study)])
  };
}

function drawing(context: CellGraphContext): SVGElement {
  const {document, nodes} = context;
  const layout = cellGraphLayout(nodes);
  const {width, height} = layout;
  const at = places(layout);
  const lines = layout.edges.map((edge) =>
    svgElement(document, "path", {d: line(edge), "data-from": edge.from, "data-to": edge.to})
  );
  return svgElement(
    document,
    "svg",
    {width, height, viewBox: `0 0 ${width} ${height}`},
    svgElement(document, "g", {class: "cell-lines", "aria-hidden": "true"}, ...lines),
    // In the order of reading, which is that of the arrow keys.
    ...[...nodes]
      .sort((a, b) => at(a).y - at(b).y || at(a).x - at(b).x)
      .map((node) => box(node, at(node), context))
  );
}

function places({nodes}: CellGraphLayout) {
  const known = new Map(nodes.map((node) => [node.name, node]));
  return ({name}: WorkflowNode) => known.get(name) as {readonly x: number; readonly y: number};
}

/** A line that leaves and meets boxes upright. */
function line({points}: PlacedEdge): string {
  const [first, ...rest] = points;
  let [x, y] = first as readonly [number, number];
  return rest.reduce((path, [nextX, nextY]) => {
    const middle = (y + nextY) / 2;
    const bend = x === nextX ? `V${nextY}` : `C${x},${middle} ${nextX},${middle} ${nextX},${nextY}`;
    [x, y] = [nextX, nextY];
    return path + bend;
  }, `M${x},${y}`);
}

function box(
  {name, kind, needs}: WorkflowNode,
  {x, y}: {readonly x: number; readonly y: number},
  context: CellGraphContext
): SVGElement {
  const {document, inputs} = context;
  const {width, height} = boxSize;
  const says = wordsOf(context, name, kind);
  const value = inputs[name];
  const word =
    kind === "cell" ? statusWord(published) : kind === "input" ? inputWord(value) : "data";
  const part = (name: string, words = "") =>
    svgElement(document, "tspan", {class: `cell-${name}`}, words);
  return svgElement(
    document,
    "g",
    {
      class: `cell-node cell-${kind}`,
      role: "img",
      transform: `translate(${x} ${y})`,
      "data-name": name,
      "data-kind": kind,
      "data-needs": needs.join(" "),
      "data-says": says,
      "data-mark": kind === "cell" ? published.mark : "given"
    },
    svgElement(
      document,
      "title",
      {},
      nodeSentences({name, kind, says}, kind === "cell" ? published : value)
    ),
    svgElement(document, "rect", {
      x: -width / 2,
      y: -height / 2,
      width,
      height,
      rx: kind === "cell" ? 5 : height / 2
    }),
    svgElement(document, "text", {class: "cell-name", y: -4}, name),
    svgElement(
      document,
      "text",
      {y: 12},
      part("word", kind === "cell" ? `${cellSigns.published.sign} ${word}` : shortened(word)),
      part("doubts")
    )
  );
}

function wordsOf(
  {workflow, study}: CellGraphContext,
  name: string,
  kind: WorkflowNode["kind"]
): string {
  if (kind === "study") return "The study as it was published.";
  if (kind === "cell") return cellSays(name, study);
  const own = {regression: regressionManners, classification: classificationManners};
  const labels: Readonly<Record<string, {readonly label: string}>> = {
    ...spaceManners,
    ...inferenceManners,
    ...own[workflow as keyof typeof own],
    ...studyWords(study).controls
  };
  return labels[name] ? `${labels[name].label}.` : "";
}
