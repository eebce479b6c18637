import { type Static, Type } from "typebox";
import type { BootOverride } from "../../events/events.ts";
import type { BootChanges, BootControl } from "../../machine/boot.ts";
import type { Machine } from "../../machine/machine.ts";
import { RedfishError } from "../errors.ts";
import { about, because, type Message, message } from "../message.ts";
import { bootSettings } from "../schemas/computer-system.ts";
import { bootReferences } from "./boot-references.ts";
import { enabledNames, keyOf, modeNames, targetNames } from "./system-boot.ts";

export const bootChanges = Type.Partial(Type.Object(bootSettings));

type Wanted = Static<typeof bootChanges>;

/** What a PATCH of the Boot object asks of the machine. @throws RedfishError 400 */
export function changedBoot({ boot, settings: { current } }: Machine, wanted: Wanted): BootChanges {
  const { BootSourceOverrideEnabled: enabled, BootSourceOverrideTarget: target } = wanted;
  const mode = wanted.BootSourceOverrideMode && keyOf(modeNames, wanted.BootSourceOverrideMode);
  const changes: BootChanges = {
    ...changedDevices(boot, wanted),
    ...((enabled ?? target ?? mode) !== undefined && { override: changedOverride(boot.override, wanted) }),
    ...(mode && mode !== current.bootMode && { mode }),
  };
  requireAgreement(boot, changes);
  return changes;
}

/**
 * What the override becomes. To disable it takes its target away, as using it up does. The mode is the machine's, which
 * a PATCH changes for all boots; but HTTP boot is UEFI's, whatever the others are.
 */
function changedOverride(now: BootOverride, wanted: Wanted): BootOverride {
  const {
    BootSourceOverrideEnabled: enabledName = enabledNames[now.enabled],
    BootSourceOverrideTarget: targetName = enabledName === "Disabled" && wanted.BootSourceOverrideEnabled
      ? "None"
      : targetNames[now.target],
  } = wanted;
  const enabled = keyOf(enabledNames, enabledName);
  const target = keyOf(targetNames, targetName);
  if (target === "uefiHttp") return { enabled, target, mode: "uefi" };
  const keepsMode = target === now.target && wanted.BootSourceOverrideMode === undefined;
  return { enabled, target, ...(keepsMode && now.mode && { mode: now.mode }) };
}

/** @throws RedfishError 400 where something is named that there is not */
function changedDevices(boot: BootControl, wanted: Wanted): BootChanges {
  const { BootNext: next, BootOrder: order, HttpBootUri: httpUri } = wanted;
  const { UefiTargetBootSourceOverride: path } = wanted;
  return {
    ...(next !== undefined && { next: next && deviceOf(boot, next, "BootNext", "/Boot/BootNext") }),
    ...(order && { order: changedOrder(boot, order) }),
    ...(path !== undefined && { uefiTarget: path && targetOf(boot, path) }),
    ...(httpUri !== undefined && { httpUri: httpUri && bootableUri(httpUri) }),
  };
}

function deviceOf(boot: BootControl, reference: string, property: string, pointer: string): string {
  const device = bootReferences(boot.devices).get(reference);
  if (device) return device.id;
  throw refused(pointer, message("PropertyValueNotInList", reference, property));
}

/** Those that are not named follow in their usual order; none at all makes all of it usual. */
function changedOrder(boot: BootControl, references: readonly string[]): readonly string[] {
  const property = "BootOrder";
  const devices = references.map((each, n) => deviceOf(boot, each, property, `/Boot/${property}/${n}`));
  const twice = devices.findIndex((device, n) => devices.indexOf(device) !== n);
  if (twice < 0) return devices;
  const fault = because(`${references[twice]} is named twice.`, message("PropertyValueError", property));
  throw refused(`/Boot/${property}/${twice}`, fault);
}

/** A path is the same however its numbers and nodes are written: 0x05 is 0x5, and PCI is Pci. */
const plain = (path: string): string => path.toLowerCase().replaceAll(/0x0+(?=[0-9a-f])/g, "0x");

function targetOf(boot: BootControl, path: string): string {
  const property = "UefiTargetBootSourceOverride";
  const device = boot.devices.find(
    ({ uefiPath }) => uefiPath !== undefined && plain(uefiPath) === plain(path),
  );
  if (device) return device.id;
  const fault = message("PropertyValueNotInList", path.slice(0, 80), property);
  throw refused(`/Boot/${property}`, because("The boot options tell the paths of all devices.", fault));
}

function bootableUri(uri: string): string {
  const property = "HttpBootUri";
  const fault = message("PropertyValueFormatError", uri.slice(0, 80), property);
  const { protocol } = URL.parse(uri) ?? {};
  if (protocol === "https:") {
    throw refused(`/Boot/${property}`, because("The firmware trusts no HTTPS server.", fault));
  }
  // A path in a boot option of UEFI is ASCII without spaces.
  if (protocol === "http:" && /^[!-~]{1,1024}$/.test(uri)) return uri;
  throw refused(`/Boot/${property}`, fault);
}

/** @throws RedfishError 400 when an override would have nothing to name, or the two properties cannot go together */
function requireAgreement(boot: BootControl, changes: BootChanges): void {
  const { override, mode, next, uefiTarget } = { ...boot.settings, override: boot.override, ...changes };
  const { enabled, target } = override;
  if (enabled === "disabled") return;
  if (target === "uefiTarget" && uefiTarget === null) {
    throw conflict("BootSourceOverrideTarget", "UefiTargetBootSourceOverride");
  }
  if (target === "uefiBootNext" && next === null) throw conflict("BootSourceOverrideTarget", "BootNext");
  // The schema says so of BootNext: in UEFI it stands for one boot.
  if (target === "uefiBootNext" && enabled === "continuous") {
    throw conflict("BootSourceOverrideEnabled", "BootSourceOverrideTarget");
  }
  if (target === "uefiHttp" && mode === "legacy") {
    throw conflict("BootSourceOverrideMode", "BootSourceOverrideTarget");
  }
}

const refused = (pointer: string, fault: Message): RedfishError =>
  new RedfishError(400, about(pointer, fault));

const conflict = (property: string, other: string): RedfishError =>
  refused(`/Boot/${property}`, message("PropertyValueConflict", property, other));
