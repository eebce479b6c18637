import type { BootTarget } from "../../server/events/events.ts";

/** BootSourceOverrideTarget. */
export const targetNames: Record<BootTarget, string> = {
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
