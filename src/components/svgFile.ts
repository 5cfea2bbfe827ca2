/** Looks that a drawing takes from the page's stylesheet and would lose in a file of its own. */
const looks = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "fill-opacity",
  "opacity",
  "stroke-dasharray",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "paint-order",
  "visibility"
] as const;

/**
 * A drawing as a file that looks alone as it does on the page: colors of the page's theme written out, on
 * the page's paper. Browser only.
 */
export function svgText(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const window = svg.ownerDocument.defaultView as Window;
  const originals = [svg, ...svg.querySelectorAll<SVGElement>("*")];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  originals.forEach((original, i) => {
    const style = window.getComputedStyle(original);
    for (const look of looks) copies[i]?.setAttribute(look, style.getPropertyValue(look));
  });
  for (const overlay of copy.querySelectorAll(".vantage-overlay")) overlay.remove();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.prepend(paper(svg, window));
  return new XMLSerializer().serializeToString(copy);
}

function paper(svg: SVGSVGElement, window: Window): SVGRectElement {
  const rect = svg.ownerDocument.createElementNS("http://www.w3.org/2000/svg", "rect");
  const color = window.getComputedStyle(svg.ownerDocument.body).backgroundColor;
  const {x, y} = svg.viewBox.baseVal;
  for (const [name, value] of Object.entries({x, y, width: "100%", height: "100%", fill: color}))
    rect.setAttribute(name, String(value));
  return rect;
}

/** The same as pixels, twice as many a side as the drawing has on the page. */
export async function pngBlob(svg: SVGSVGElement): Promise<Blob> {
  const {ownerDocument: document} = svg;
  const {width, height} = svg.getBoundingClientRect();
  const image = document.createElement("img");
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(2 * width), Math.round(2 * height)];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("png: canvas must be drawn"))))
  );
}
