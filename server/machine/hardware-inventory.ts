import { isDeepStrictEqual } from "node:util";
import type { EventBus } from "../events/bus.ts";
import type { Hardware, MemoryModule, NetworkCard, Processor } from "./hardware.ts";
import type { Hypervisor, HypervisorFacts } from "./hypervisor.ts";
import type { MachineStore } from "./machine-store.ts";

const nothing: Hardware = { processors: [], memory: [], networkCards: [], drives: [] };

/**
 * The machine's parts, as they were last seen. While it is off, what is configured anew since then stands for
 * what will be there.
 */
export class HardwareInventory {
  readonly #hypervisor: Hypervisor;
  readonly #store: MachineStore;
  readonly #events: EventBus;
  #seen: Hardware | undefined;

  constructor(hypervisor: Hypervisor, store: MachineStore, events: EventBus) {
    this.#hypervisor = hypervisor;
    this.#store = store;
    this.#events = events;
    this.#seen = store.load().hardware;
    hypervisor.onHardware(hardware => this.#take(hardware));
  }

  get parts(): Hardware {
    const seen = this.#seen ?? nothing;
    return this.#hypervisor.status === "absent" ? configured(seen, this.#hypervisor.facts) : seen;
  }

  #take(hardware: Hardware): void {
    const pciFunctions = hardware.pciFunctions ?? this.#seen?.pciFunctions;
    const now = pciFunctions ? { ...hardware, pciFunctions } : hardware;
    if (isDeepStrictEqual(now, this.#seen)) return;
    this.#seen = now;
    this.#store.save({ hardware: now });
    this.#events.emit("hardwareChanged", {});
  }
}

/** @param facts of a hypervisor that was never there, all of them zero */
function configured(seen: Hardware, facts: HypervisorFacts): Hardware {
  if (facts.cpus === 0) return seen;
  return {
    ...seen,
    processors: processors(seen.processors, facts),
    memory: memory(seen.memory, facts),
    networkCards: networkCards(seen.networkCards, facts),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function processors(seen: readonly Processor[], { cpus }: HypervisorFacts): readonly Processor[] {
  if (sum(seen.map(({ threads }) => threads)) === cpus) return seen;
  return [{ socket: 0, cores: cpus, threads: cpus }];
}

function memory(seen: readonly MemoryModule[], facts: HypervisorFacts): readonly MemoryModule[] {
  const size = facts.memory * 2 ** 20;
  if (sum(seen.map(module => module.size)) === size) return seen;
  return [{ id: "dimm0", name: "DIMM 0", size }];
}

function networkCards(seen: readonly NetworkCard[], { nics }: HypervisorFacts): readonly NetworkCard[] {
  return nics.map(nic => seen.find(({ id, mac }) => id === nic.id && mac === nic.mac) ?? nic);
}
