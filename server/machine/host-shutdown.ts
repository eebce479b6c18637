import { setTimeout as sleep } from "node:timers/promises";
import type { Origin } from "../events/events.ts";
import { MachineError } from "./errors.ts";
import type { PowerController } from "./power.ts";

const bmc: Origin = { via: "bmc" };

/** @param seconds for everything up to the hard stop, an operation that is under way included */
export async function endWithHost(
  power: PowerController,
  seconds: number,
  hurry: AbortSignal,
): Promise<void> {
  const patience = sleep(seconds * 1000, undefined, { ref: false, signal: hurry }).catch(() => {});
  await Promise.race([askToShutDown(power), patience]);
  // What is under way cannot be broken off, and takes no longer than QEMU needs to start or to end.
  await power.idle();
  if (power.state === "off") return;
  await (await power.request("off", bmc, "hostShutdown")).outcome;
}

/** Resolves when the guest is off or cannot be asked. */
async function askToShutDown(power: PowerController): Promise<void> {
  await power.idle();
  try {
    await (await power.request("soft", bmc, "hostShutdown")).outcome;
  } catch (error) {
    // A guest that is paused, has panicked or does not follow is switched off by the caller.
    if (!(error instanceof MachineError)) throw error;
  }
}
