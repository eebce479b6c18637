import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import type { Logger } from "pino";
import type { Identity } from "./bmc/identity.ts";
import { type Config, isSet } from "./config/config.ts";
import type { EventBus } from "./events/bus.ts";
import type { NetworkAccess, PowerState } from "./events/events.ts";
import { asMachineError } from "./machine/errors.ts";
import type { Machine } from "./machine/machine.ts";
import { CardPlaces } from "./network/card-places.ts";
import { mayOffloadChecksums } from "./network/container-stack.ts";
import { GuestNetworks } from "./network/guest-networks.ts";
import { interfaceExists, macvtapDevice } from "./network/interface.ts";
import { machineTag, wireEnds } from "./network/names.ts";
import { type Obstacle, obstacle } from "./network/privileges.ts";
import { mayTake, wantedInterfaces } from "./network/wanted.ts";
import type { Verdict } from "./network/wire-method.ts";
import type { TapOwner, WireMode } from "./network/wires.ts";
import { acpiIndexes } from "./qemu/acpi-index.ts";
import type { CardNetworks, ManagedQemu, OpenedGuest } from "./qemu/managed-qemu.ts";
import { type NicBackend, type NicSpec, portOf } from "./qemu/network-cards.ts";
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

/** How the machine's cards reach the outside, as far as the system lets it. */
export async function composeGuestNetworks(parts: GuestNetworksParts): Promise<ComposedNetworks> {
  const { config, env, log } = parts;
  const problem = reasonAgainst(config, env);
  const names = wantedInterfaces({
    listed: isSet(env, "VM_NETWORKS") ? config.VM_NETWORKS.split(",") : undefined,
    usual: config.VM_NETWORKS.split(","),
    clabInterfaces: config.CLAB_INTFS || undefined,
    own: config.IPMI_INTERFACE,
  });
  if (config.VM_NETWORK_MODE === "user" || problem) {
    if (problem && problem !== "notAsked")
      log.warn(`The machine has QEMU's own network: ${sentences[problem]}`);
    return userNetworks(parts, names, problem ? { mode: "user", reason: problem } : { mode: "user" });
  }
  const wired = new WiredCards(parts, config.VM_NETWORK_MODE, names);
  try {
    await wired.open();
    return wired;
  } catch (error) {
    const detail = (error as Error).message;
    log.warn(`The machine has QEMU's own network: ${detail}`);
    await wired.close(true);
    return userNetworks(parts, names, { mode: "user", reason: "refused", detail });
  }
}

const sentences: Record<Obstacle, string> = {
  noNetAdmin: "handing interfaces over takes the capability NET_ADMIN.",
  noTun: "handing interfaces over takes the device /dev/net/tun.",
};

/** Nobody's interfaces are taken because of a default: outside of a container they are to be named. */
function reasonAgainst(config: Config, env: NodeJS.ProcessEnv): Obstacle | "notAsked" | undefined {
  if (config.VM_NETWORK_MODE === "user") return undefined;
  const isAsked = (["VM_NETWORKS", "VM_NETWORK_MODE", "CLAB_INTFS"] as const).some(name => isSet(env, name));
  return isAsked || inContainer(env) ? obstacle() : "notAsked";
}

/** As docker, podman and Kubernetes mark what they run. */
const inContainer = (env: NodeJS.ProcessEnv): boolean =>
  ["/.dockerenv", "/run/.containerenv"].some(existsSync) || env.KUBERNETES_SERVICE_HOST !== undefined;

function userNetworks(
  parts: GuestNetworksParts,
  names: readonly string[],
  access: NetworkAccess,
): ComposedNetworks {
  return {
    access,
    nics: nicSpecs(parts, new Map(names.entries()), () => ({ type: "user" })),
    async opened() {},
    follow() {},
    powered() {},
    async close() {},
  };
}

/**
 * Cards keep their addresses for the life of the machine, and no two machines share one.
 * @param names of the interfaces, by slot
 */
function nicSpecs(
  { config, env, identity }: GuestNetworksParts,
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
function machineName(env: NodeJS.ProcessEnv, { uuid }: Identity): string {
  const { CLAB_LABEL_CONTAINERLAB: lab, CLAB_LABEL_CLAB_NODE_NAME: node } = env;
  return lab && node ? `${lab}/${node}` : uuid;
}

/** Cards on the container's interfaces. */
class WiredCards implements ComposedNetworks {
  readonly #parts: GuestNetworksParts;
  readonly #asked: WireMode;
  readonly #networks: GuestNetworks;
  readonly #cards: CardPlaces;
  #machine: Machine | undefined;
  #qemu: ManagedQemu | undefined;
  /** Settles when no macvtap is on its way to QEMU. */
  #handedOver: Promise<unknown> = Promise.resolve();

  constructor(parts: GuestNetworksParts, mode: WireMode, names: readonly string[]) {
    const { config, identity, store, mains } = parts;
    this.#parts = parts;
    this.#asked = mode;
    const key = "networkVerdict";
    const tag = machineTag(identity.uuid);
    this.#cards = new CardPlaces(names, {
      late: store.setting<Readonly<Record<string, number>>>("lateNetworks") ?? {},
      save: late => store.saveSetting("lateNetworks", late),
      isThere: (name, card) => interfaceExists(name) || interfaceExists(wireEnds(name, card, tag).device),
    });
    this.#networks = new GuestNetworks({
      ...{ tag, mode },
      owner: parts.user ?? { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 },
      mayTake: mayTake(config.IPMI_INTERFACE),
      downWhenOff: config.VM_NETWORK_DOWN_WHEN_OFF,
      verdict: {
        get() {
          const kept = store.setting<{ mains: string; verdict: Verdict }>(key);
          return kept?.mains === mains ? kept.verdict : undefined;
        },
        keep: verdict => store.saveSetting(key, { mains, verdict }),
      },
      listener: {
        onCarrier: (card, up) => this.#carrierChanged(card, up),
        onAppeared: name => this.#appeared(name),
        onDevice: card => this.#deviceMade(card),
        onFallback: (instead, reason) => this.#fellBack(instead, reason),
        onError: error => this.#failed(error),
      },
    });
  }

  open(): Promise<void> {
    return this.#networks.open(this.#cards.all);
  }

  get access(): NetworkAccess {
    const { mode } = this.#networks;
    return mode === this.#asked ? { mode } : { mode, reason: "noFilters" };
  }

  get nics(): readonly NicSpec[] {
    const names = this.#cards.present.map(
      ({ card, interfaceName }) => [portOf(card), interfaceName] as const,
    );
    return nicSpecs(this.#parts, new Map(names), card => this.#backendOf(card));
  }

  #backendOf(card: string): NicBackend {
    if (this.#asked === "macvtap") return { type: "hub" };
    return { type: "tap", device: this.#networks.deviceOf(card), offload: mayOffloadChecksums };
  }

  async opened(guest: OpenedGuest): Promise<void> {
    if (this.#asked === "macvtap") {
      for (const { card } of this.#cards.present) await guest.handOver(card, this.#macvtapOf(card));
    }
    if (!this.#networks.isUnproven) return;
    const [first] = this.#cards.all;
    if (!first) return;
    await guest.setLink(first.card, false);
    await this.#networks.prove(first.card);
    await guest.setLink(first.card, this.#machine?.links.hasLink(first.card) ?? true);
  }

  follow(machine: Machine, qemu: ManagedQemu): void {
    this.#machine = machine;
    this.#qemu = qemu;
    for (const { card } of this.#cards.all) this.#carrierChanged(card, this.#networks.hasCarrier(card));
    const { events } = this.#parts;
    events.on("powerChanged", ({ to }) => this.powered(to));
    events.on("hypervisorFound", () => this.#attempt(machine.links.restore()));
  }

  powered(state: PowerState): void {
    this.#attempt(this.#networks.setPower(state !== "off" && state !== "crashed"));
    if (state === "on" && this.#qemu) this.#attempt(this.#qemu.plugInMissing());
  }

  close(isOff: boolean): Promise<void> {
    return this.#networks.close(isOff);
  }

  #carrierChanged(card: string, up: boolean): void {
    const { links } = this.#machine ?? {};
    // The link comes up when what it leads to has been handed over.
    if (links) this.#attempt(this.#handedOver.then(() => links.carrierChanged(card, up)));
  }

  /** A machine that is off has the card at its next start. */
  #appeared(name: string): void {
    const card = this.#cards.add(name);
    if (card === undefined) {
      this.#parts.log.warn(`${name}: the machine has no slot for another network card.`);
      return;
    }
    this.#parts.log.info(`${name} has come: it is the machine's ${card}.`);
    this.#attempt(this.#networks.add(card, name).then(() => this.#pluggedIn(card)));
  }

  async #pluggedIn(card: string): Promise<void> {
    this.#carrierChanged(card, this.#networks.hasCarrier(card));
    await this.#qemu?.plugInMissing();
    if (this.#asked === "macvtap") this.#deviceMade(card);
  }

  #macvtapOf(card: string): string | undefined {
    return macvtapDevice(this.#networks.deviceOf(card));
  }

  /** What QEMU has opened leads nowhere any more. */
  #deviceMade(card: string): void {
    if (this.#asked === "macvtap") {
      const done = this.#qemu?.handOver(card, this.#macvtapOf(card)) ?? Promise.resolve();
      this.#handedOver = done.catch(error => this.#failed(error));
      return;
    }
    const nic = this.nics.find(({ id }) => id === card);
    if (nic && this.#qemu) this.#attempt(this.#qemu.plugInAnew(nic));
  }

  #fellBack(mode: WireMode, reason: string): void {
    const { log, events } = this.#parts;
    log.warn(`VM_NETWORK_MODE: ${mode} takes the place of ${this.#asked}: ${reason}.`);
    events.emit("networkModeChanged", { network: { mode, reason: "noFilters" } });
  }

  #attempt(work: Promise<unknown>): void {
    work.catch(error => this.#failed(error));
  }

  /** A card that is not in yet gets its link with its plugging in. */
  #failed(error: unknown): void {
    if (asMachineError(error).code !== "notFound") this.#parts.log.error({ err: error }, "Networks:");
  }
}
