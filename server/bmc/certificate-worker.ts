import { parentPort, workerData } from "node:worker_threads";
import { selfSigned } from "./key-pair.ts";

// The start goes on meanwhile, and the library's memory goes with this thread.
parentPort?.postMessage(await selfSigned(...(workerData as Parameters<typeof selfSigned>)));
