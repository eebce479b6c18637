import type { BootMode } from "../events/events.ts";
import { bootSequence } from "../machine/boot-order.ts";
import { MachineError } from "../machine/errors.ts";
import type { BootDevice, BootPlan } from "../machine/hypervisor.ts";
import { bootArgument, flashGuards, webBootOnly } from "./command-line.ts";
import { usbDiskId } from "./media-devices.ts";
import type { QemuProcess } from "./process.ts";

type Started = Pick<QemuProcess, "hasArgument">;

/**
 * Whether a boot takes another QEMU than this one: settings, the firmware, its menu and what it may try are QEMU's
 * command line; some ways to boot, its variables.
 * @param menuTimeout as on the command line of the next start
 */
export const needsColdStart = (qemu: Started, plan: BootPlan, menuTimeout: number): boolean =>
  plan.cold === true ||
  plan.mode !== modeOf(qemu) ||
  plan.target === "biosSetup" ||
  plan.target === "uefiHttp" ||
  !qemu.hasArgument(bootArgument(plan, menuTimeout)) ||
  qemu.hasArgument(webBootOnly);

const modeOf = (qemu: Started): BootMode =>
  flashGuards.some(guard => qemu.hasArgument(guard)) ? "uefi" : "legacy";

/**
 * QEMU ends its boot list where nothing else may be tried, but not a list in which there is nothing.
 * @throws MachineError notSupported
 */
export function requireSomethingToTry(devices: readonly BootDevice[], plan: BootPlan): void {
  const lasting = devices.filter(({ id }) => id !== usbDiskId);
  if (lasting.length > 0 && bootSequence(lasting, plan).length === 0) {
    throw new MachineError("notSupported", "The firmware must be left a device that it may try.");
  }
}
