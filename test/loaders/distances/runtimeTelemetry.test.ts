import {spawnSync} from "node:child_process";
import {readdirSync} from "node:fs";
import {expect, it} from "vitest";
import {root} from "../../repo/sources.js";
import {temporaryFolders} from "../temporaryFolder.js";

const folder = temporaryFolders();

const program = `
  import {distanceKernel} from "./loaders/distances/distanceKernel.js";
  const kernel = await distanceKernel();
  const out = new Float32Array(1);
  await kernel.squared(Float32Array.of(0, 0, 3, 4), {blocks: 1, n: 2, p: 2}, out);
  await kernel.close();
  process.stdout.write([kernel.name, out[0]].join(" "));
`;

it("ONNX Runtime computes distances and leaves the home folder empty", () => {
  const home = folder();
  const {NODE_OPTIONS: _, XDG_CACHE_HOME: __, ORT_DISABLE_TELEMETRY: ___, ...rest} = process.env;
  const {stdout, stderr} = spawnSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", program],
    {cwd: root, encoding: "utf8", env: {...rest, HOME: home}}
  );
  expect([stdout, stderr]).toEqual(["onnxruntime 25", ""]);
  expect(readdirSync(home)).toEqual([]);
});
