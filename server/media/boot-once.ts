import type { MediaSlot, Origin } from "../events/events.ts";
import { MachineError } from "../machine/errors.ts";
import type { Machine } from "../machine/machine.ts";
import type { VirtualMedia } from "./virtual-media.ts";

const targets = { Cd1: "cd", Usb1: "usb" } as const;

/**
 * Starts the machine, or resets it, so that it boots once from what is in a slot. What cannot be done as a whole is not
 * done: slot and boot override are then as they were.
 * @param put puts in the slot what is to be booted; without it, what is there already is
 * @throws MediaError, MachineError busy | notFound | unreachable | failed | notSupported
 */
export async function bootOnce(
  { machine, virtualMedia }: { readonly machine: Machine; readonly virtualMedia: VirtualMedia },
  slot: MediaSlot,
  put: (() => Promise<void>) | undefined,
  origin: Origin,
): Promise<void> {
  requireIdle(machine);
  const putBack = virtualMedia.recall(slot);
  const override = machine.bootOverride;
  try {
    await put?.();
    if (!virtualMedia.view(slot).inserted) throw new MachineError("notFound", `There is nothing in ${slot}.`);
    requireIdle(machine);
    await machine.setBootOverride({ enabled: "once", target: targets[slot] }, origin);
    await start(machine, origin);
  } catch (error) {
    // What cannot be put back adds nothing to why it failed.
    if (machine.bootOverride !== override) await machine.setBootOverride(override, origin).catch(() => {});
    await putBack(origin).catch(() => {});
    throw error;
  }
}

function requireIdle({ powerState }: Machine): void {
  if (powerState === "poweringOn" || powerState === "poweringOff") {
    throw new MachineError("busy", "The machine is being switched on or off.");
  }
}

async function start(machine: Machine, origin: Origin): Promise<void> {
  const { powerState } = machine;
  const isOn = powerState === "on" || powerState === "paused";
  const operation = await machine.power(isOn ? "reset" : "on", origin);
  await operation.outcome;
  if (powerState === "paused") await machine.power("resume", origin);
}
