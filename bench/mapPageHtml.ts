import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** A page with our map (`#ours`), a place for the peer's (`#peer`) and what draws both (`window.bench`). */
export async function mapPageHtml(): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: [path("mapPage.ts")],
    bundle: true,
    write: false,
    format: "iife",
    minify: true
  });
  const style = readFileSync(path("../src/style.css"), "utf8");
  const script = outputFiles[0]?.text.replaceAll("</script", "<\\/script");
  return `<!DOCTYPE html><meta name="viewport" content="width=device-width"><style>${style}</style>
<main style="max-width:680px"><div id="ours" data-published="map"></div><div id="peer"></div></main>
<script>${script}</script>`;
}
