import { attempt, type Batch, type RunBatch } from "./batch.ts";
import { bridgeOf, interfaceNamed, interfaceNames, tapOwner } from "./interface.ts";
import { isDeviceOf } from "./names.ts";
import { redirectTargets } from "./standing.ts";
import { removeRedirect, type TapOwner, type WireEnds, type WireMode } from "./wires.ts";

/** What the wires of this machine are to be. */
export interface Wanted {
  readonly mode: WireMode;
  readonly owner: TapOwner;
  readonly wires: readonly WireEnds[];
}

/**
 * Removes what a BMC that did not end in order left of wires that are no longer wanted, or not in this way. What is
 * wanted, and in use, stays as it is.
 * @param wanted nothing where the machine has no wires at all
 */
export async function removeLeftovers(run: RunBatch, tag: string, wanted?: Wanted): Promise<void> {
  const own = interfaceNames().filter(name => isDeviceOf(name, tag));
  if (own.length === 0) return;
  const interfaces = (wanted?.wires ?? []).map(({ interfaceName }) => interfaceName);
  const others = interfaceNames().filter(name => !own.includes(name) && !interfaces.includes(name));
  const misled = await Promise.all(others.map(async name => ((await leadsTo(name, own)) ? [name] : [])));
  await run("tc", misled.flat().flatMap(removeRedirect));
  const ports = others.filter(name => own.includes(bridgeOf(name) ?? ""));
  await run("ip", [
    ...ports.map(name => attempt(`link set dev ${name} nomaster`)),
    ...removal(own.filter(name => !isOfUse(name, wanted))),
  ]);
}

const removal = (names: readonly string[]): Batch => names.map(name => attempt(`link del dev ${name}`));

const leadsTo = async (name: string, devices: readonly string[]): Promise<boolean> =>
  (await redirectTargets(name)).some(target => devices.includes(target));

/** A tap of another user than is to open it is of no use, unless somebody has it open. */
function isOfUse(name: string, wanted: Wanted | undefined): boolean {
  if (!wanted) return false;
  const { mode, owner, wires } = wanted;
  if (wires.some(({ bridge }) => bridge === name)) return mode === "bridge";
  if (!wires.some(({ device }) => device === name)) return false;
  const found = tapOwner(name);
  if (mode === "macvtap" || !found) return (mode === "macvtap") === (found === undefined);
  return interfaceNamed(name)?.carrier === true || (found.uid === owner.uid && found.gid === owner.gid);
}
