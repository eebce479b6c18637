import { type Static, Type } from "typebox";
import type { ConsoleControl } from "../../bmc/consoles/console-control.ts";
import type { Accelerator, PowerCause, RestorePolicy } from "../../events/events.ts";
import type { HypervisorFacts } from "../../machine/hypervisor.ts";
import type { oemTypes } from "../oem.ts";
import { dateTime, linkTo } from "../properties.ts";
import { patch, resource } from "../resource.ts";
import { assetTag } from "../schemas/asset.ts";
import {
  computerSystemProperties,
  type lastResetCause,
  powerRestorePolicy,
} from "../schemas/computer-system.ts";
import { screenshotUri } from "../screenshot.ts";
import { assetView } from "./asset-view.ts";
import { bootChanges, changedBoot } from "./boot-changes.ts";
import { changeConsoleControl } from "./console-control.ts";
import { partLinks, pcieDeviceIds } from "./hardware-links.ts";
import { changeIndicator, indicatorChanges, indicatorLed } from "./indicator.ts";
import { memorySummary } from "./memory.ts";
import { powerView } from "./power-view.ts";
import { processorSummary } from "./processor.ts";
import { bootProgressView, bootView } from "./system-boot.ts";
import { consoles } from "./system-consoles.ts";
import { pressKeys, typeText } from "./system-keyboard.ts";
import { systemReset } from "./system-reset.ts";
import { changedWatchdog, watchdogChanges, watchdogView } from "./system-watchdog.ts";
import { trustedComponentIds, trustedModules } from "./trusted-component.ts";

const restorePolicies: Record<Static<typeof powerRestorePolicy>, RestorePolicy> = {
  AlwaysOn: "always-on",
  AlwaysOff: "always-off",
  LastState: "previous",
};
const restorePolicyNames: Record<RestorePolicy, Static<typeof powerRestorePolicy>> = {
  "always-on": "AlwaysOn",
  "always-off": "AlwaysOff",
  previous: "LastState",
};

const resetCauses: Record<PowerCause, Static<typeof lastResetCause>> = {
  command: "ManagementCommand",
  powerButton: "PowerButtonPress",
  restorePolicy: "PowerRestorePolicy",
  guestShutdown: "OSSoftRestart",
  guestReset: "OSSoftRestart",
  panic: "SystemCrash",
  watchdog: "WatchdogExpiration",
  hypervisorDied: "Unknown",
  hostShutdown: "Unknown",
  hypervisorCommand: "Unknown",
  adopted: "Unknown",
  failed: "Unknown",
};

const accelerators: Record<Accelerator["name"], "KVM" | "TCG"> = { kvm: "KVM", tcg: "TCG" };

const oem = (
  { accelerator, version }: HypervisorFacts,
  { holder, request }: ConsoleControl,
  uri: string,
): Static<typeof oemTypes.ComputerSystem> => ({
  "@odata.type": "#QemuBmc.v1_0_0.ComputerSystem",
  ...(accelerator && {
    Accelerator: accelerators[accelerator.name],
    AcceleratorReason: accelerator.reason,
  }),
  ...(version !== undefined && { HypervisorVersion: version }),
  ...(holder && { ConsoleController: holder.userName }),
  ...(request && { ConsoleControlRequester: request.party.userName }),
  ScreenshotURI: screenshotUri(uri),
});

export const computerSystem = resource<typeof computerSystemProperties>({
  type: "ComputerSystem.v1_27_0.ComputerSystem",
  uri: "/redfish/v1/Systems/:ComputerSystemId",
  privilege: "Login",
  collection: { name: "Computer System Collection", members: () => ["1"] },
  properties: computerSystemProperties,
  read: ({ machine, identity, inventory, networkProtocol, linksDeprecated, viewers }, { id, uri }) => ({
    Id: id,
    Name: "System",
    SystemType: "Virtual",
    ...assetView(inventory),
    UUID: identity.uuid,
    ...powerView(machine.powerState),
    ...(machine.lastBootAt !== undefined && { LastResetTime: dateTime(machine.lastBootAt) }),
    ...(machine.bootCause && { LastResetCause: resetCauses[machine.bootCause] }),
    PowerRestorePolicy: restorePolicyNames[machine.restorePolicy],
    LocationIndicatorActive: machine.identify.on,
    ...(linksDeprecated && { IndicatorLED: indicatorLed(machine.identify) }),
    Boot: bootView(machine, uri),
    BootProgress: bootProgressView(machine.bootProgress),
    HostWatchdogTimer: watchdogView(machine.watchdog),
    MemorySummary: memorySummary(machine.hardware.parts),
    ProcessorSummary: processorSummary(machine.hardware.parts),
    Processors: linkTo(`${uri}/Processors`),
    Memory: linkTo(`${uri}/Memory`),
    EthernetInterfaces: linkTo(`${uri}/EthernetInterfaces`),
    NetworkInterfaces: linkTo(`${uri}/NetworkInterfaces`),
    Storage: linkTo(`${uri}/Storage`),
    SimpleStorage: linkTo(`${uri}/SimpleStorage`),
    PCIeDevices: pcieDeviceIds(machine.hardware.parts).map(partLinks.pcieDevice),
    ...(linksDeprecated && { TrustedModules: trustedModules(machine) }),
    ...consoles(networkProtocol.ports),
    ...(machine.settings.configurable && { Bios: linkTo(`${uri}/Bios`) }),
    LogServices: linkTo(`${uri}/LogServices`),
    VirtualMedia: linkTo(`${uri}/VirtualMedia`),
    ...(machine.secureBoot.state && { SecureBoot: linkTo(`${uri}/SecureBoot`) }),
    Links: {
      Chassis: [linkTo("/redfish/v1/Chassis/1")],
      ManagedBy: [linkTo("/redfish/v1/Managers/1")],
      TrustedComponents: trustedComponentIds(machine).map(partLinks.trustedComponent),
    },
    Oem: { QemuBmc: oem(machine.facts, viewers.control, uri) },
  }),
  patch: patch({
    privilege: "ConfigureComponents",
    properties: {
      AssetTag: Type.Optional(assetTag),
      Boot: Type.Optional(bootChanges),
      HostWatchdogTimer: Type.Optional(watchdogChanges),
      PowerRestorePolicy: Type.Optional(powerRestorePolicy),
      ...indicatorChanges,
    },
    async handle({ machine, inventory }, changes, { origin }) {
      const { Boot, HostWatchdogTimer, PowerRestorePolicy } = changes;
      // Those that can fail come first: a PATCH changes all or nothing.
      if (Boot) await machine.boot.change(changedBoot(machine, Boot), origin);
      if (changes.AssetTag !== undefined) inventory.setAssetTag(changes.AssetTag, origin);
      if (HostWatchdogTimer) machine.watchdog.change(changedWatchdog(HostWatchdogTimer));
      if (PowerRestorePolicy) machine.setRestorePolicy(restorePolicies[PowerRestorePolicy], origin);
      changeIndicator(machine, changes, origin);
    },
  }),
  actions: {
    "ComputerSystem.Reset": systemReset,
    "QemuBmc.ChangeConsoleControl": changeConsoleControl,
    "QemuBmc.TypeText": typeText,
    "QemuBmc.PressKeys": pressKeys,
  },
});
