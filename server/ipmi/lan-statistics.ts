import type { IpCounters } from "../bmc/lan-settings.ts";

/** What the LAN channel and the IP layer below it have received and sent since the start or the last clearing. */
export class LanStatistics {
  readonly #ipCounters: () => IpCounters;
  #ipBefore: IpCounters;
  datagrams = 0;
  /** Those with a valid RMCP header. */
  rmcpPackets = 0;

  constructor(ipCounters: () => IpCounters) {
    this.#ipCounters = ipCounters;
    this.#ipBefore = ipCounters();
  }

  received(isRmcp: boolean): void {
    this.datagrams += 1;
    if (isRmcp) this.rmcpPackets += 1;
  }

  ip(): IpCounters {
    const now = this.#ipCounters();
    const before = this.#ipBefore;
    return {
      received: now.received - before.received,
      headerErrors: now.headerErrors - before.headerErrors,
      addressErrors: now.addressErrors - before.addressErrors,
      fragments: now.fragments - before.fragments,
      transmitted: now.transmitted - before.transmitted,
    };
  }

  clear(): void {
    this.#ipBefore = this.#ipCounters();
    this.datagrams = 0;
    this.rmcpPackets = 0;
  }
}
