import type { BootOverride, BootTarget } from "../../server/events/events.ts";

const enabledNames = { disabled: "Disabled", once: "Once", continuous: "Continuous" } as const;
const targetNames: Record<BootTarget, string> = {
  none: "None",
  pxe: "Pxe",
  hdd: "Hdd",
  cd: "Cd",
  usb: "Usb",
  biosSetup: "BiosSetup",
  uefiTarget: "UefiTarget",
  uefiHttp: "UefiHttp",
  uefiBootNext: "UefiBootNext",
};

/** Redfish's words for an override. */
export const bootOf = ({ enabled, target }: Pick<BootOverride, "enabled" | "target">) => ({
  BootSourceOverrideEnabled: enabledNames[enabled],
  BootSourceOverrideTarget: targetNames[enabled === "disabled" ? "none" : target],
});
