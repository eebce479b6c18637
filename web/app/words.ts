import type {
  BootOverride,
  BootStage,
  BootTarget,
  ConsoleName,
  Events,
  MediaSlot,
  PowerCause,
  PowerState,
  RestorePolicy,
  Threshold,
  WatchdogAction,
} from "../../server/events/events.ts";
import { t, translated } from "./language.ts";

export const powerWords = translated<Record<PowerState, string>>({
  off: "Off",
  poweringOn: "Powering on",
  on: "On",
  paused: "Paused",
  poweringOff: "Powering off",
  crashed: "Crashed",
});

export const causeWords = translated<Record<PowerCause, string>>({
  command: "a command",
  powerButton: "the power button",
  restorePolicy: "the power restore policy",
  guestShutdown: "a shutdown in the guest",
  guestReset: "a reboot in the guest",
  panic: "a panic of the guest",
  watchdog: "the watchdog",
  hypervisorDied: "the end of QEMU",
  hostShutdown: "the end of its host",
  hypervisorCommand: "a command to QEMU",
  adopted: "a BMC that came back",
  failed: "an operation that failed",
});

export const slotWords = translated<Record<MediaSlot, string>>({ Cd1: "CD drive", Usb1: "USB disk" });

export const imageWords = translated<Record<Events["imageChanged"]["change"], string>>({
  receiving: "upload begun",
  added: "stored in the library",
  renamed: "renamed",
  written: "the machine may write to it",
  removed: "deleted",
});

export const targetWords = translated<Record<BootTarget, string>>({
  none: "Configured order",
  pxe: "Network (PXE)",
  hdd: "Hard disk",
  cd: "CD or DVD",
  usb: "USB disk",
  biosSetup: "Firmware setup",
  uefiTarget: "One device",
  uefiHttp: "Web server (UEFI HTTP)",
  uefiBootNext: "One boot option",
});

export const stageWords = translated<Record<BootStage, string>>({
  none: "not running",
  processorStarted: "the firmware has started",
  pciConfigured: "PCI devices are being configured",
  hardwareReady: "the hardware is ready",
  setupEntered: "in the firmware's setup",
  osBootStarted: "the operating system has been started",
  osRunning: "the operating system runs",
});

export const restoreWords = translated<Record<RestorePolicy, string>>({
  "always-off": "Stay off",
  previous: "As before",
  "always-on": "Power on",
});

export function overrideWords({ enabled, target }: BootOverride): string {
  if (enabled === "disabled") return targetWords.none;
  const device = targetWords[target];
  return enabled === "once"
    ? t("{device}, next boot only", { device })
    : t("{device}, every boot", { device });
}

export const thresholdWords = translated<Record<Threshold, string>>({
  lowerNonCritical: "its lower warning limit",
  lowerCritical: "its lower critical limit",
  lowerNonRecoverable: "its lower fatal limit",
  upperNonCritical: "its upper warning limit",
  upperCritical: "its upper critical limit",
  upperNonRecoverable: "its upper fatal limit",
});

export const watchdogWords = translated<Record<WatchdogAction, string>>({
  none: "nothing was done",
  reset: "the machine was reset",
  off: "the machine was switched off",
  cycle: "the machine was power-cycled",
});

export const accountWords = translated<Record<Events["accountChanged"]["change"], string>>({
  created: "created",
  renamed: "renamed",
  password: "new password",
  access: "rights changed",
  deleted: "deleted",
});

export const consoleWords = translated<Record<ConsoleName, string>>({
  screen: "screen",
  serial: "serial console",
});
