import { dmtfRegistry } from "./registry.ts";

/** The messages of the Platform registry that this service uses. */
export const platform = dmtfRegistry("Platform", "1.3.2", {
  OperatingSystemCrash: {
    args: 0,
    severity: "Critical",
    message: "An operating system crash occurred.",
    resolution: "Check additional diagnostic data if available.",
  },
  PlatformReset: {
    args: 1,
    severity: "OK",
    message: "A platform performed a '%1' type of reset.",
    resolution: "None.",
  },
  PlatformResetWatchdogTimer: {
    args: 1,
    severity: "Warning",
    message: "A platform performed a '%1' type of reset due to watchdog timer action.",
    resolution: "Check additional diagnostic data if available.",
  },
});
