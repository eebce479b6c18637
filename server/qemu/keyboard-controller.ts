import { setTimeout as sleep } from "node:timers/promises";
import { MachineError } from "../machine/errors.ts";
import type { QmpClient } from "./qmp/client.ts";

/** The PC's keyboard controller (i8042): its status register, and the bit that says that a byte waits to be read. */
const statusPort = "i/1bx 0x64";
const outputBufferFull = 0x01;
/** What a port reads as that nothing answers at. */
const nobody = 0xff;

/**
 * Milliseconds in which a guest asks a USB keyboard of QEMU's for one event, twice over: it keeps 16 events, drops the
 * rest, and lets nobody see how many there are.
 */
const usbInterval = 20;

/** Milliseconds that a guest gets. */
const patience = 5000;
const shortestWait = 1;
const longestWait = 16;

/**
 * Waits until the guest has read all that its keyboard has put out: the controller keeps 16 bytes, some three keys, and
 * drops the rest. Where there is no such controller the keyboard is one on USB; where QEMU does not let it be seen, there
 * is nothing to wait for.
 * @param count of the events that were put out last: keys pressed and keys let go
 * @throws MachineError timedOut when the guest reads nothing
 */
export async function keysTaken(
  qmp: Pick<QmpClient, "execute">,
  count: number,
  bound = patience,
): Promise<void> {
  const deadline = performance.now() + bound;
  for (let wait = shortestWait; ; wait = Math.min(2 * wait, longestWait)) {
    const seen = await status(qmp);
    if (seen === nobody) return sleep(count * usbInterval);
    if ((seen & outputBufferFull) === 0) return;
    if (performance.now() > deadline) {
      throw new MachineError("timedOut", "What runs on the machine does not read its keyboard.");
    }
    await sleep(wait);
  }
}

async function status(qmp: Pick<QmpClient, "execute">): Promise<number> {
  const answer = await qmp.execute("human-monitor-command", { "command-line": statusPort });
  return Number(/= (0x[0-9a-f]+)/.exec(answer)?.[1] ?? 0);
}
