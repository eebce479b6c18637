import { createHash } from "node:crypto";
import type { Logger } from "pino";
import type { Identity } from "./bmc/identity.ts";
import type { Config } from "./config/config.ts";
import type { EventBus } from "./events/bus.ts";
import type { PowerState } from "./events/events.ts";
import type { Machine } from "./machine/machine.ts";
import { machineTag } from "./network/names.ts";
import type { TapOwner } from "./network/wires.ts";
import { acpiIndexes } from "./qemu/acpi-index.ts";
import type { ManagedQemu } from "./qemu/managed-qemu.ts";
import type { CardNetworks } from "./qemu/managed-qemu-options.ts";
import type { NicBackend, NicSpec } from "./qemu/network-cards.ts";
import type { Store } from "./store/store.ts";

export interface GuestNetworksParts {
  readonly config: Config;
  readonly env: NodeJS.ProcessEnv;
  readonly store: Store;
  readonly events: EventBus;
  readonly identity: Identity;
  /** This span of mains power: what a kernel can do holds no longer. */
  readonly mains: string;
  /** As whom QEMU opens the taps; undefined for the BMC's own user. */
  readonly user: TapOwner | undefined;
  readonly log: Logger;
}

export interface ComposedNetworks extends CardNetworks {
  /** Wires the cards of this machine, once it is there. */
  follow(machine: Machine, qemu: ManagedQemu): void;
  /** The machine's power state is this now. */
  powered(state: PowerState): void;
  /** Lets go of the wires, or takes them away where the machine is off. */
  close(isOff: boolean): Promise<void>;
}

export const tagOf = ({ identity }: GuestNetworksParts): string => machineTag(identity.uuid);

export const hasEnded = (state: PowerState): boolean => state === "off" || state === "crashed";

export const reportFailure = ({ log }: GuestNetworksParts, error: unknown): void =>
  log.error({ err: error }, "Networks:");

/** What the cards of the guest's last start were connected to. */
export const backendOfLastStart = ({ store }: GuestNetworksParts) => ({
  get: () => store.setting<NicBackend["type"]>("cardBackend"),
  keep: (type: NicBackend["type"]) => store.saveSetting("cardBackend", type),
});

interface CardOwner extends Pick<GuestNetworksParts, "config" | "env"> {
  readonly identity: Pick<Identity, "uuid">;
}

/**
 * Cards keep their addresses for the life of the machine, and no two machines share one.
 * @param names of the interfaces, by slot
 */
export function nicSpecs(
  { config, env, identity }: CardOwner,
  names: ReadonlyMap<number, string>,
  backendOf: (card: string) => NicBackend,
): readonly NicSpec[] {
  const machine = machineName(env, identity);
  const macs = config.VM_MACS.toLowerCase().split(",");
  const indexes = acpiIndexes(names);
  return [...names].map(([slot, interfaceName]) => {
    const id = `nic${slot}`;
    const mac = macs[slot] || macOf(machine, interfaceName);
    return { id, mac, acpiIndex: indexes.get(slot) ?? 0, interfaceName, backend: backendOf(id) };
  });
}

function macOf(machine: string, interfaceName: string): string {
  const hash = createHash("sha256").update(`${machine}/${interfaceName}`).digest("hex");
  return `52:54:00:${hash.slice(0, 2)}:${hash.slice(2, 4)}:${hash.slice(4, 6)}`;
}

/** A node of containerlab is the same machine after `destroy` and `deploy`, though its state is new. */
function machineName(env: NodeJS.ProcessEnv, { uuid }: CardOwner["identity"]): string {
  const { CLAB_LABEL_CONTAINERLAB: lab, CLAB_LABEL_CLAB_NODE_NAME: node } = env;
  return lab && node ? `${lab}/${node}` : uuid;
}
