import {initCommand} from "../../cli/init.js";

/* A process of its own that is told to stop while it packs, for `init.test.ts`. */

const pack = () =>
  new Promise<void>((resolve) => {
    process.kill(process.pid, "SIGINT");
    setTimeout(resolve, 20_000);
  });
await initCommand(undefined, pack).parseAsync(process.argv.slice(2), {from: "user"});
