import {createHash} from "node:crypto";
import {expect, it} from "vitest";
import {contentPolicy, withContentPolicy} from "../../../loaders/site/contentPolicy.js";

const directive = (policy: string, name: string) =>
  policy.split("; ").find((each) => each.startsWith(`${name} `));

it("lets a page's own inline scripts run, and no other", () => {
  const html = '<script type="module">\nrun()\n</script><script src="a.js"></script>';
  const hash = createHash("sha256").update("\nrun()\n").digest("base64");
  expect(directive(contentPolicy(html, []), "script-src")).toBe(
    `script-src 'self' 'sha256-${hash}'`
  );
});

it("lets WebAssembly and d3-dsv work only where a page could load them", () => {
  const scripts = (files: string[]) => directive(contentPolicy("", files), "script-src");
  expect(scripts(["_node/d3-dsv@3.0.1/index.js"])).toBe("script-src 'self'");
  expect(scripts(["_npm/d3-dsv@3.0.1/a.js"])).toBe("script-src 'self' 'unsafe-eval'");
  // A search's DuckDB runs in a worker, which is not under its page's policy.
  expect(scripts(["_file/data/duckdb-1.32.0-eh.wasm.69cfb335.gz"])).toBe("script-src 'self'");
  expect(scripts(["a/b.wasm"])).toBe("script-src 'self' 'wasm-unsafe-eval'");
  expect(directive(contentPolicy("", ["b.wasm"]), "worker-src")).toBe("worker-src 'self' blob:");
  expect(directive(contentPolicy("", []), "worker-src")).toBe("worker-src 'self'");
});

it("stands right after the charset, and leaves a policy that a page states itself", () => {
  const html = '<head>\n<meta charset="utf-8">\n<link href="a.css">';
  const finished = withContentPolicy(html, []);
  expect(finished).toMatch(
    /charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'self'[^"]*">\n<link/
  );
  expect(withContentPolicy(finished, ["a.wasm"])).toBe(finished);
});
