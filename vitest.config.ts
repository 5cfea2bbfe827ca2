import {defineConfig} from "vitest/config";

const slow = ["calibration", "fuzz", "package", "scale"].map(
  (folder) => `test/${folder}/**/*.test.ts`
);
const browser = ["test/site/**/*.test.ts"];
const soak = ["test/soak/**/*.test.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...slow, ...browser, ...soak],
          setupFiles: ["test/seeds.ts"],
          testTimeout: 30_000
        }
      },
      {
        test: {
          name: "site",
          include: browser,
          globalSetup: "test/site/globalSetup.ts",
          testTimeout: 120_000,
          hookTimeout: 240_000,
          // A page that was asked too early gets a second try on a build machine, and is named.
          retry: process.env.CI ? 1 : 0,
          fileParallelism: false
        }
      },
      {
        test: {name: "slow", include: slow, testTimeout: 900_000, setupFiles: ["test/seeds.ts"]}
      },
      {
        test: {name: "soak", include: soak, testTimeout: 3_600_000, execArgv: ["--expose-gc"]}
      }
    ]
  }
});
