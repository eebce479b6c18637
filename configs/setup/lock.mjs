import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { repository } from "./repository.mjs";

// A name in the abstract socket namespace: the kernel gives it to one process, and back when that process is gone.
// As long as such a name can be, because older Nodes fill it up with zeros.
const hash = createHash("sha256").update(repository).digest("hex");
const name = `\0qemu-bmc-setup-${hash}`.padEnd(108, ".");

async function take() {
  // Those who wait keep a connection open until this process ends; it does not live on for their sake.
  const server = createServer(waiting => waiting.on("error", () => {}).unref()).unref();
  server.listen(name);
  await once(server, "listening");
  return server;
}

/** Resolves when the one that holds the lock lets go of it. */
async function released() {
  const holder = connect(name);
  holder.on("error", () => {});
  await once(holder, "close");
}

/** Only one setup at a time works on this repository. */
export async function withLock(work) {
  for (;;) {
    try {
      const lock = await take();
      const result = await work();
      lock.close();
      return result;
    } catch (error) {
      if (error.code !== "EADDRINUSE") throw error;
      console.log("Waiting for another setup ...");
      await released();
    }
  }
}
