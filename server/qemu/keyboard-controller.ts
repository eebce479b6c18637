import { setTimeout as sleep } from "node:timers/promises";
import { MachineError } from "../machine/errors.ts";
import type { QmpClient } from "./qmp/client.ts";

/** The PC's keyboard controller (i8042): its status register, and the bit that says that a byte waits to be read. */
const statusPort = "i/1bx 0x64";
const outputBufferFull = 0x01;
/** What a port reads as that nothing answers at. */
const nobody = 0xff;

/** Milliseconds that a guest gets. */
const patience = 5000;
const shortestWait = 1;
const longestWait = 16;

/**
 * Waits until the guest has read all that its keyboard has put out: the controller keeps 16 bytes, some three keys, and
 * drops the rest. Where there is no such controller, or QEMU does not let it be seen, there is nothing to wait for.
 * @throws MachineError timedOut when the guest reads nothing
 */
export async function keysTaken(qmp: Pick<QmpClient, "execute">, bound = patience): Promise<void> {
  const deadline = performance.now() + bound;
  for (let wait = shortestWait; await isWaiting(qmp); wait = Math.min(2 * wait, longestWait)) {
    if (performance.now() > deadline) {
      throw new MachineError("timedOut", "What runs on the machine does not read its keyboard.");
    }
    await sleep(wait);
  }
}

async function isWaiting(qmp: Pick<QmpClient, "execute">): Promise<boolean> {
  const answer = await qmp.execute("human-monitor-command", { "command-line": statusPort });
  const status = Number(/= (0x[0-9a-f]+)/.exec(answer)?.[1] ?? 0);
  return status !== nobody && (status & outputBufferFull) !== 0;
}
