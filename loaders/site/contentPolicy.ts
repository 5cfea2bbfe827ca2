import {createHash} from "node:crypto";

/** What a file on the site, by its name, asks of the policy besides what every page has. */
const needs: readonly (readonly [RegExp, string, string])[] = [
  // DuckDB, which brings it, starts its worker from a blob.
  [/\.wasm$/, "script-src", "'wasm-unsafe-eval'"],
  [/\.wasm$/, "worker-src", "blob:"],
  // It makes the reader of a table's rows from source text: FileAttachment's csv() and tsv().
  [/_npm\/d3-dsv/, "script-src", "'unsafe-eval'"]
];

/**
 * The content security policy of a page: what it runs, shows and asks for comes from its own host.
 * Scripts in its HTML run only as they were built. Styles may be inline, since Plot and the figures
 * write theirs so.
 *
 * @param html the page
 * @param files names of all files of the site
 */
export function contentPolicy(html: string, files: readonly string[]): string {
  const extra = (directive: string) =>
    needs
      .filter(([name, asks]) => asks === directive && files.some((file) => name.test(file)))
      .map(([, , source]) => source);
  return [
    "default-src 'self'",
    ["script-src 'self'", ...inlineHashes(html), ...extra("script-src")].join(" "),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    ["worker-src 'self'", ...extra("worker-src")].join(" "),
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'"
  ].join("; ");
}

/** The page with its policy stated before anything it governs; one it states itself stays. */
export function withContentPolicy(html: string, files: readonly string[]): string {
  if (/<meta http-equiv="Content-Security-Policy"/i.test(html)) return html;
  const meta = `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(html, files)}">`;
  return html.replace(/<meta charset="utf-8">/i, (charset) => `${charset}\n${meta}`);
}

function inlineHashes(html: string): string[] {
  const scripts = html.matchAll(/<script\b(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi);
  const hash = (text: string) => createHash("sha256").update(text).digest("base64");
  return [...new Set([...scripts].map(([, text = ""]) => `'sha256-${hash(text)}'`))];
}
