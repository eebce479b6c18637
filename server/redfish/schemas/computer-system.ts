import { Type } from "typebox";
import { oemTypes } from "../oem.ts";
import { indicatorLed, link, links, named, powerState, status } from "../properties.ts";
import { assetProperties } from "./asset.ts";

export const boot = Type.Object({
  BootSourceOverrideEnabled: Type.Enum(["Disabled", "Once", "Continuous"]),
  BootSourceOverrideTarget: Type.Enum(["None", "Pxe", "Hdd", "Cd", "BiosSetup"]),
  BootSourceOverrideMode: Type.Enum(["Legacy", "UEFI"]),
});

export const powerRestorePolicy = Type.Enum(["AlwaysOn", "AlwaysOff", "LastState"]);

export const lastResetCause = Type.Enum([
  "ManagementCommand",
  "PowerButtonPress",
  "PowerRestorePolicy",
  "OSSoftRestart",
  "SystemCrash",
  "WatchdogExpiration",
  "Unknown",
]);

export const watchdogWarningAction = Type.Enum(["None", "DiagnosticInterrupt", "MessagingInterrupt"]);
export const watchdogTimeoutAction = Type.Enum(["None", "ResetSystem", "PowerDown", "PowerCycle"]);

export const computerSystemProperties = {
  ...named,
  SystemType: Type.Enum(["Virtual"]),
  ...assetProperties,
  UUID: Type.String(),
  PowerState: powerState,
  Status: status,
  LastResetTime: Type.Optional(Type.String()),
  LastResetCause: Type.Optional(lastResetCause),
  PowerRestorePolicy: powerRestorePolicy,
  LocationIndicatorActive: Type.Boolean(),
  IndicatorLED: Type.Optional(indicatorLed),
  Boot: boot,
  HostWatchdogTimer: Type.Object({
    FunctionEnabled: Type.Boolean(),
    WarningAction: watchdogWarningAction,
    TimeoutAction: watchdogTimeoutAction,
    Status: status,
  }),
  MemorySummary: Type.Object({ TotalSystemMemoryGiB: Type.Number() }),
  ProcessorSummary: Type.Object({
    Count: Type.Integer(),
    CoreCount: Type.Integer(),
    LogicalProcessorCount: Type.Integer(),
    ThreadingEnabled: Type.Boolean(),
    Model: Type.Optional(Type.String()),
  }),
  Processors: link,
  Memory: link,
  EthernetInterfaces: link,
  NetworkInterfaces: link,
  Storage: link,
  SimpleStorage: link,
  PCIeDevices: links,
  GraphicalConsole: Type.Object({
    ServiceEnabled: Type.Boolean(),
    Port: Type.Optional(Type.Integer()),
    ConnectTypesSupported: Type.Array(Type.Enum(["KVMIP"])),
  }),
  SerialConsole: Type.Object({
    MaxConcurrentSessions: Type.Integer(),
    IPMI: Type.Object({
      ServiceEnabled: Type.Boolean(),
      Port: Type.Optional(Type.Integer()),
      SharedWithManagerCLI: Type.Boolean(),
      HotKeySequenceDisplay: Type.String(),
    }),
  }),
  Bios: Type.Optional(link),
  LogServices: link,
  VirtualMedia: link,
  SecureBoot: Type.Optional(link),
  Links: Type.Object({ Chassis: links, ManagedBy: links }),
  Oem: Type.Object({ QemuBmc: oemTypes.ComputerSystem }),
};
