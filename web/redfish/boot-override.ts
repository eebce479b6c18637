import type { BootOverride, BootTarget } from "../../server/events/events.ts";
import type { ComputerSystem } from "./resources.ts";

type Boot = ComputerSystem["Boot"];

const enabledNames = {
  disabled: "Disabled",
  once: "Once",
  continuous: "Continuous",
} as const satisfies Record<BootOverride["enabled"], Boot["BootSourceOverrideEnabled"]>;

/** Redfish's words for what a machine boots from. */
const targetNames = {
  none: "None",
  pxe: "Pxe",
  hdd: "Hdd",
  cd: "Cd",
  usb: "Usb",
  biosSetup: "BiosSetup",
  uefiTarget: "UefiTarget",
  uefiHttp: "UefiHttp",
  uefiBootNext: "UefiBootNext",
} as const satisfies Record<BootTarget, Boot["BootSourceOverrideTarget"]>;

/** Redfish's words for an override. */
export const bootOf = ({ enabled, target }: Pick<BootOverride, "enabled" | "target">) => ({
  BootSourceOverrideEnabled: enabledNames[enabled],
  BootSourceOverrideTarget: targetNames[enabled === "disabled" ? "none" : target],
});
