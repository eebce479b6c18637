import { Type } from "typebox";
import { oemTypes } from "../oem.ts";
import { indicatorLed, link, links, named, powerState, status } from "../properties.ts";
import { assetProperties } from "./asset.ts";
import { trustedModule } from "./trusted-component.ts";

const textOrNull = Type.Union([Type.String(), Type.Null()]);

export const bootSettings = {
  BootSourceOverrideEnabled: Type.Enum(["Disabled", "Once", "Continuous"]),
  BootSourceOverrideTarget: Type.Enum([
    "None",
    "Pxe",
    "Hdd",
    "Cd",
    "Usb",
    "BiosSetup",
    "UefiTarget",
    "UefiHttp",
    "UefiBootNext",
  ]),
  BootSourceOverrideMode: Type.Enum(["Legacy", "UEFI"]),
  UefiTargetBootSourceOverride: textOrNull,
  HttpBootUri: textOrNull,
  BootNext: textOrNull,
  BootOrder: Type.Array(Type.String()),
};

export const boot = Type.Object({ ...bootSettings, BootOptions: link });

export const bootProgress = Type.Object({
  LastState: Type.Enum([
    "None",
    "PrimaryProcessorInitializationStarted",
    "PCIResourceConfigStarted",
    "SystemHardwareInitializationComplete",
    "SetupEntered",
    "OSBootStarted",
    "OSRunning",
  ]),
  LastStateTime: Type.Optional(Type.String()),
  LastBootTimeSeconds: Type.Optional(Type.Number()),
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
  BootProgress: bootProgress,
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
    SSH: Type.Object({
      ServiceEnabled: Type.Boolean(),
      Port: Type.Optional(Type.Integer()),
      SharedWithManagerCLI: Type.Boolean(),
      ConsoleEntryCommand: Type.String(),
      HotKeySequenceDisplay: Type.String(),
    }),
  }),
  Bios: Type.Optional(link),
  LogServices: link,
  VirtualMedia: link,
  SecureBoot: Type.Optional(link),
  TrustedModules: Type.Optional(Type.Array(trustedModule)),
  Links: Type.Object({ Chassis: links, ManagedBy: links, TrustedComponents: links }),
  Oem: Type.Object({ QemuBmc: oemTypes.ComputerSystem }),
};
