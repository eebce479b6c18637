import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import {
  type AttributeRegistry,
  type Bios,
  biosSettingsUri,
  biosUri,
  type MessageRegistryFile,
  registriesUri,
} from "../redfish/machine-resources.ts";
import { usePage } from "./page.ts";
import { type Known, useReading } from "./resource.ts";

/** The attributes as they are, as the next start takes them, and what there is to know of each. */
export interface BiosState {
  readonly now: Bios;
  readonly next: Bios;
  readonly registry: AttributeRegistry["RegistryEntries"];
}

export function useBios(): Known<BiosState> {
  const { redfish } = usePage();
  const state = useSignal<BiosState | undefined>(undefined);
  /** It is the same for as long as its name is. */
  const read = useRef<{ readonly id: string; readonly entries: AttributeRegistry["RegistryEntries"] }>(
    undefined,
  );
  const registryOf = async (id: string): Promise<AttributeRegistry["RegistryEntries"]> => {
    if (read.current?.id === id) return read.current.entries;
    const { Location } = await redfish.get<MessageRegistryFile>(`${registriesUri}/${id}`);
    const uri = Location[0]?.Uri?.slice(1) ?? "";
    const { RegistryEntries: entries } = await redfish.get<AttributeRegistry>(uri);
    read.current = { id, entries };
    return entries;
  };
  const { failure, refresh } = useReading(async () => {
    const [now, next] = await Promise.all([redfish.get<Bios>(biosUri), redfish.get<Bios>(biosSettingsUri)]);
    state.value = { now, next, registry: await registryOf(now.AttributeRegistry) };
  }, [
    "machineSettingsChanged",
    "machineSettingsApplied",
    "powerOperationFailed",
    "bootSettingsChanged",
    "powerChanged",
  ]);
  return { value: state.value, failure, refresh };
}

/** The attributes that are another one at the next start. */
export const pendingNames = ({ now, next }: BiosState): readonly string[] =>
  Object.keys(now.Attributes).filter(name => now.Attributes[name] !== next.Attributes[name]);
