import type { Registry } from "./registry.ts";

/** What DMTF's registries have no message for. The service publishes it itself. */
export const qemuBmc = {
  prefix: "QemuBmc",
  version: "1.0.0",
  messages: {
    BootOverrideUsed: {
      args: 1,
      severity: "OK",
      message: "A boot has taken the one-time boot override to '%1'.",
      resolution: "None.",
    },
    CharactersNotOnLayout: {
      args: 2,
      severity: "Warning",
      message: "The keyboard layout '%1' has no keys for these characters: %2.",
      resolution: "Remove the characters from the text or choose another layout, and submit it again.",
    },
    ClockSet: {
      args: 1,
      severity: "OK",
      message: "The clock of the BMC was set to %1.",
      resolution: "None.",
    },
    FirmwareVariablesFailed: {
      args: 1,
      severity: "Warning",
      message: "The firmware's variables could not be read or written: %1",
      resolution: "Check the state folder of the BMC and the installed firmware.",
    },
    GuestIgnoredShutdown: {
      args: 1,
      severity: "Warning",
      message: "The operating system did not shut down within %1 seconds.",
      resolution: "Check whether the operating system answers the power button, or force the system off.",
    },
    HypervisorLost: {
      args: 1,
      severity: "Warning",
      message: "The connection to the hypervisor was lost: %1",
      resolution: "Check the hypervisor if the connection does not come back by itself.",
    },
    HypervisorFound: {
      args: 0,
      severity: "OK",
      message: "The connection to the hypervisor is back.",
      resolution: "None.",
    },
    LimitExceeded: {
      args: 4,
      severity: "Warning",
      message: "The reading of %2 (%3) of sensor '%1' was above the limit of %4 for too long.",
      resolution: "Check the load of the system, or the limit.",
    },
    LogLine: {
      args: 1,
      severity: "OK",
      message: "%1",
      resolution: "None.",
    },
    LoginFailed: {
      args: 2,
      severity: "Warning",
      message: "A login over %1 from address '%2' was refused.",
      resolution: "Check the credentials that the client uses.",
    },
    LoginsLocked: {
      args: 1,
      severity: "Warning",
      message: "After too many wrong passwords, logins are refused for %1 seconds.",
      resolution: "Check which client uses wrong credentials.",
    },
    MachineSettingsRefused: {
      args: 2,
      severity: "Critical",
      message: "The hypervisor did not start with the new settings (%1): %2",
      resolution: "Correct the settings, which are pending still, and switch the system on again.",
    },
    NetworkSettingsFailed: {
      args: 1,
      severity: "Critical",
      message: "The network settings of the BMC could not be applied: %1",
      resolution: "Correct the settings and submit them again.",
    },
    NmiInjected: {
      args: 0,
      severity: "Warning",
      message: "The system got a non-maskable interrupt.",
      resolution: "None.",
    },
    PowerOperationFailed: {
      args: 2,
      severity: "Critical",
      message: "The power operation '%1' failed: %2",
      resolution: "Remove the cause and submit the operation again.",
    },
    WatchdogExpired: {
      args: 1,
      severity: "Critical",
      message: "The watchdog timer expired; its action is '%1'.",
      resolution: "Check the software that should have restarted the timer.",
    },
    WatchdogWarning: {
      args: 1,
      severity: "Warning",
      message: "The watchdog timer expires in %1 seconds.",
      resolution: "Check the software that should restart the timer.",
    },
  },
} as const satisfies Registry;
