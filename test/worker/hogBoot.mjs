/* Node starts workers from JavaScript only: register the TypeScript loader, then load the worker. */
import {register} from "tsx/esm/api";

register();
await import("./hogWorker.ts");
