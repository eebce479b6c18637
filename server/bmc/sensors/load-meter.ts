import type { HypervisorUsage, NetworkUsage } from "../../machine/hypervisor.ts";

/** How busy the machine is. */
export interface Load {
  /** Percent of all its processors. */
  readonly cpu: number;
  /** What the host has had to give of its memory, in percent: all that the guest has touched so far. */
  readonly memory: number | undefined;
  /** MB/s */
  readonly diskRead: number;
  /** MB/s */
  readonly diskWrite: number;
  /** Packets a second through all its cards. */
  readonly networkReceive: number | undefined;
  /** Packets a second. */
  readonly networkTransmit: number | undefined;
}

interface Sample {
  readonly usage: HypervisorUsage;
  /** Milliseconds, ever growing. */
  readonly at: number;
}

const percent = (part: number, whole: number): number =>
  whole > 0 ? Math.min((part / whole) * 100, 100) : 0;

/** The cards are looked at in a time of their own; without a new look there is nothing to tell. */
function packetRate(
  total: "packetsReceived" | "packetsSent",
  before: NetworkUsage | undefined,
  now: NetworkUsage | undefined,
): number | undefined {
  if (!before || !now || now.at <= before.at) return undefined;
  return (Math.max(now[total] - before[total], 0) * 1000) / (now.at - before.at);
}

/** Makes rates of totals. */
export class LoadMeter {
  #before: Sample | undefined;

  /**
   * @param usage undefined while there is nothing to measure
   * @param at milliseconds, ever growing
   * @param size of the machine; memory in MiB
   * @returns nothing until there are two samples of the same hypervisor
   */
  measure(
    usage: HypervisorUsage | undefined,
    at: number,
    { cpus, memory }: { readonly cpus: number; readonly memory: number },
  ): Load | undefined {
    const before = this.#before;
    this.#before = usage && { usage, at };
    if (!usage || before?.usage.process !== usage.process || at <= before.at) return undefined;
    const seconds = (at - before.at) / 1000;
    const rate = (total: "bytesRead" | "bytesWritten") =>
      Math.max(usage[total] - before.usage[total], 0) / 1e6 / seconds;
    return {
      cpu: percent(Math.max(usage.cpuSeconds - before.usage.cpuSeconds, 0), seconds * cpus),
      memory: usage.memoryBytes === undefined ? undefined : percent(usage.memoryBytes, memory * 2 ** 20),
      diskRead: rate("bytesRead"),
      diskWrite: rate("bytesWritten"),
      networkReceive: packetRate("packetsReceived", before.usage.network, usage.network),
      networkTransmit: packetRate("packetsSent", before.usage.network, usage.network),
    };
  }
}
