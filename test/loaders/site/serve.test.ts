import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {request} from "node:http";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {type Served, serve} from "../../../loaders/site/serve.js";

let folder: string;
let served: Served;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vantage-serve-"));
  const site = join(folder, "site");
  await mkdir(join(site, "s"), {recursive: true});
  await writeFile(join(site, "index.html"), "home");
  await writeFile(join(site, "s", "index.html"), "study");
  await writeFile(join(site, "s", "explore.html"), "explore");
  await writeFile(join(folder, "secret.txt"), "secret");
  served = await serve(site, {base: "/sub/path/"});
});

afterAll(async () => {
  await served.close();
  await rm(folder, {recursive: true});
});

const get = async (path: string) => {
  const response = await fetch(new URL(path, served.url));
  return [response.status, await response.text()] as const;
};

it("serves folders, pages without their extension, and nothing outside the base", async () => {
  expect(await get("")).toEqual([200, "home"]);
  expect(await get("s/")).toEqual([200, "study"]);
  expect(await get("s/explore?queryCount=3")).toEqual([200, "explore"]);
  expect((await get("/"))[0]).toBe(404);
  expect((await get("nothing"))[0]).toBe(404);
});

it("sends a folder without its slash on to the folder", async () => {
  const response = await fetch(new URL("s?models=a?b", served.url), {redirect: "manual"});
  expect(response.status).toBe(301);
  expect(response.headers.get("location")).toBe("/sub/path/s/?models=a?b");
  expect(await get("s?queryCount=3")).toEqual([200, "study"]);
});

it("sends nobody to another host", async () => {
  const other = await serve(join(folder, "site"));
  const response = await fetch(`${other.url}/s`, {redirect: "manual"});
  expect(response.headers.get("location")).toBe("/s/");
  await other.close();
});

it.each(["../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "%00", "%zz"])(
  "does not leave its folder for %s",
  async (path) => {
    const {port} = new URL(served.url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asked = request({host: "127.0.0.1", port, path: `/sub/path/${path}`}, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on("error", reject).end();
    });
    expect(status).toBe(404);
  }
);

it("takes a free port when the asked one is taken", async () => {
  const port = Number(new URL(served.url).port);
  const other = await serve(join(folder, "site"), {port});
  expect(Number(new URL(other.url).port)).not.toBe(port);
  await other.close();
});

it("refuses a folder without a site", async () => {
  await expect(serve(folder)).rejects.toThrow("serve: expected a built site; got no index.html");
});
