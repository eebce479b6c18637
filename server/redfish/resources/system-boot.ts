import type { Static } from "typebox";
import type { BootMode, BootOverride, BootStage, BootTarget } from "../../events/events.ts";
import type { BootProgress } from "../../machine/boot-progress.ts";
import type { Machine } from "../../machine/machine.ts";
import type { MachineSettings } from "../../machine/settings.ts";
import { allowableValues } from "../allowable-values.ts";
import { dateTime, linkTo } from "../properties.ts";
import type { boot, bootProgress } from "../schemas/computer-system.ts";
import { referencesById } from "./boot-references.ts";

type Boot = Static<typeof boot>;

export const enabledNames = {
  disabled: "Disabled",
  once: "Once",
  continuous: "Continuous",
} as const satisfies Record<BootOverride["enabled"], Boot["BootSourceOverrideEnabled"]>;

export const targetNames = {
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

export const modeNames = { legacy: "Legacy", uefi: "UEFI" } as const satisfies Record<
  BootMode,
  Boot["BootSourceOverrideMode"]
>;

const stageNames = {
  none: "None",
  processorStarted: "PrimaryProcessorInitializationStarted",
  pciConfigured: "PCIResourceConfigStarted",
  hardwareReady: "SystemHardwareInitializationComplete",
  setupEntered: "SetupEntered",
  osBootStarted: "OSBootStarted",
  osRunning: "OSRunning",
} as const satisfies Record<BootStage, Static<typeof bootProgress>["LastState"]>;

/** The key whose value this is, in a Record in which every value stands once. */
export function keyOf<K extends string>(names: Readonly<Record<K, string>>, value: string): K {
  return (Object.keys(names) as K[]).find(key => names[key] === value) as K;
}

const offeredModes = (settings: MachineSettings) =>
  (Object.keys(modeNames) as BootMode[])
    .filter(mode => settings.offers("bootMode", mode))
    .map(mode => modeNames[mode]);

/** What the machine boots, as the Boot object of the ComputerSystem at `uri`. */
export function bootView({ boot, settings }: Pick<Machine, "boot" | "settings">, uri: string): Boot {
  const { enabled, target } = boot.override;
  const { next, uefiTarget, httpUri } = boot.settings;
  const { devices } = boot;
  const references = referencesById(devices);
  return {
    BootSourceOverrideEnabled: enabledNames[enabled],
    BootSourceOverrideTarget: targetNames[target],
    BootSourceOverrideMode: modeNames[boot.mode],
    UefiTargetBootSourceOverride: devices.find(({ id }) => id === uefiTarget)?.uefiPath ?? null,
    HttpBootUri: httpUri,
    BootNext: (next && references.get(next)) || null,
    BootOrder: boot.order.flatMap(({ id }) => references.get(id) ?? []),
    BootOptions: linkTo(`${uri}/BootOptions`),
    ...{ [allowableValues("BootSourceOverrideMode")]: offeredModes(settings) },
  };
}

export const bootProgressView = ({ stage, at, lastBootSeconds }: BootProgress) => ({
  LastState: stageNames[stage],
  ...(at !== undefined && { LastStateTime: dateTime(at) }),
  ...(lastBootSeconds !== undefined && { LastBootTimeSeconds: lastBootSeconds }),
});
