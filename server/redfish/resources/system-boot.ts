import { type Static, Type } from "typebox";
import type { BootMode, BootOverride, BootTarget } from "../../events/events.ts";
import { boot } from "../schemas/computer-system.ts";

export const bootChanges = Type.Partial(boot);

type Boot = Static<typeof boot>;
type BootChanges = Static<typeof bootChanges>;

const enabledNames = {
  disabled: "Disabled",
  once: "Once",
  continuous: "Continuous",
} as const satisfies Record<BootOverride["enabled"], Boot["BootSourceOverrideEnabled"]>;

const targetNames = {
  none: "None",
  pxe: "Pxe",
  hdd: "Hdd",
  cd: "Cd",
  biosSetup: "BiosSetup",
} as const satisfies Record<BootTarget, Boot["BootSourceOverrideTarget"]>;

const modeNames = { legacy: "Legacy", uefi: "UEFI" } as const satisfies Record<
  BootMode,
  Boot["BootSourceOverrideMode"]
>;

/** The key whose value this is, in a Record in which every value stands once. */
function keyOf<K extends string>(names: Readonly<Record<K, string>>, value: string): K {
  return (Object.keys(names) as K[]).find(key => names[key] === value) as K;
}

/** The boot override as the Boot object of a ComputerSystem. */
export const bootView = ({ enabled, target, mode }: BootOverride): Boot => ({
  BootSourceOverrideEnabled: enabledNames[enabled],
  BootSourceOverrideTarget: targetNames[target],
  BootSourceOverrideMode: modeNames[mode],
});

/** What the override becomes. To disable it takes its target away, as using it up does. */
export function changedOverride(now: BootOverride, changes: BootChanges): BootOverride {
  const {
    BootSourceOverrideEnabled: enabled = enabledNames[now.enabled],
    BootSourceOverrideMode: mode = modeNames[now.mode],
    BootSourceOverrideTarget: target = enabled === "Disabled" && changes.BootSourceOverrideEnabled
      ? "None"
      : targetNames[now.target],
  } = changes;
  return {
    enabled: keyOf(enabledNames, enabled),
    target: keyOf(targetNames, target),
    mode: keyOf(modeNames, mode),
  };
}
