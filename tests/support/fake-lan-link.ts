import type { LanLink, LanSetup, LanState } from "../../server/bmc/lan-settings.ts";

/** A network that takes what it is told, and remembers it. */
export class FakeLanLink implements LanLink {
  isOwn = true;
  /** What `apply` fails with. */
  failure: Error | undefined;
  readonly applied: LanSetup[] = [];
  /** The addresses that were asked for. */
  readonly asked: (string | undefined)[] = [];
  counters = { received: 1000, headerErrors: 1, addressErrors: 2, fragments: 3, transmitted: 900 };
  present: LanState = {
    ipv4: { address: "192.0.2.10", prefixLength: 24, gateway: "192.0.2.1" },
    mac: "52:54:00:12:34:56",
    vlan: { enabled: false, id: 0, priority: 0 },
    gatewayMac: "52:54:00:00:00:01",
    ipv6: [
      { address: "2001:db8::10", prefixLength: 64, origin: "static", state: "active" },
      { address: "fe80::1", prefixLength: 64, origin: "linkLocal", state: "active" },
    ],
    ipv6Router: "fe80::ff",
    linkIsUp: true,
  };

  state(localAddress: string | undefined): LanState {
    this.asked.push(localAddress);
    return this.present;
  }

  ipCounters() {
    return this.counters;
  }

  async apply(setup: LanSetup): Promise<void> {
    this.applied.push(setup);
    if (this.failure) throw this.failure;
    this.present = { ...this.present, ...setup };
  }
}
