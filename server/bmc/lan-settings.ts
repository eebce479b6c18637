import type { EventBus } from "../events/bus.ts";
import type { Origin } from "../events/events.ts";
import type { Setting, Settings } from "./settings.ts";

/** Addresses are written as text: "10.0.0.1", "52:54:00:12:34:56"; a gateway of "0.0.0.0" is none. */
export interface Ipv4 {
  readonly address: string;
  readonly prefixLength: number;
  readonly gateway: string;
}

export interface Ipv6Address {
  readonly address: string;
  readonly prefixLength: number;
  readonly origin: "static" | "dynamic" | "linkLocal";
  readonly state: "active" | "pending" | "failed" | "deprecated";
}

export interface Vlan {
  readonly enabled: boolean;
  readonly id: number;
  readonly priority: number;
}

/** What an interface has. */
export interface LanState {
  readonly ipv4: Ipv4;
  readonly mac: string;
  readonly vlan: Vlan;
  /** Undefined where the neighbour is not known. */
  readonly gatewayMac: string | undefined;
  readonly ipv6: readonly Ipv6Address[];
  readonly ipv6Router: string | undefined;
  readonly linkIsUp: boolean;
}

/** What was set; what is absent stays as the container or host gives it. */
export interface LanSetup {
  readonly ipv4?: Ipv4;
  readonly mac?: string;
  readonly vlan?: Vlan;
}

/** What IPv4 has counted, at some time. */
export interface IpCounters {
  readonly received: number;
  readonly headerErrors: number;
  readonly addressErrors: number;
  readonly fragments: number;
  readonly transmitted: number;
}

/** The network as the BMC's own interface, or the host, has it. Implemented outside of this area. */
export interface LanLink {
  /** Whether there is an interface that is the BMC's own, so that its settings may be changed. */
  readonly isOwn: boolean;
  /** @param localAddress one of the host's, whose interface is meant where the BMC has none of its own */
  state(localAddress: string | undefined): LanState;
  ipCounters(): IpCounters;
  /** @throws Error whose message tells a person what could not be done */
  apply(setup: LanSetup): Promise<void>;
}

export interface LanView extends LanState {
  /** Whether the IPv4 address was set here, or is the container's or host's choice. */
  readonly isStatic: boolean;
}

/** Until a netmask is set, where an interface has no address yet. */
const usualPrefixLength = 24;
/** Milliseconds that the answer to whoever changed a setting gets to leave by the old ones. */
const answerTime = 100;

/**
 * The settings of the BMC's network interface. They are applied to an interface of the BMC's own, now or
 * when it appears; nothing of the host is ever changed.
 */
export class LanSettings {
  readonly #setting: Setting<LanSetup>;
  readonly #events: EventBus;
  readonly #link: LanLink;
  /** What a change that fails falls back to. */
  #good: LanSetup;
  /** What was set and is not applied yet. */
  #due: LanSetup | undefined;
  #applying: Promise<void> = Promise.resolve();

  constructor(settings: Settings, events: EventBus, link: LanLink) {
    this.#setting = settings.open<LanSetup>("lan", {});
    this.#events = events;
    this.#link = link;
    this.#good = this.#setting.value;
  }

  /**
   * What the interface has, or is about to get. Without an interface of its own: what was set for one, over
   * what the host has.
   */
  view(localAddress?: string): LanView {
    const state = this.#link.state(localAddress);
    const set = this.#link.isOwn ? this.#due : this.#setting.value;
    return { ...state, ...set, isStatic: this.#setting.value.ipv4 !== undefined };
  }

  /** @param localAddress as for `view`: what the change does not name stays as it is there */
  setIpv4(change: Partial<Ipv4>, origin: Origin, localAddress?: string): void {
    const { ipv4 } = this.view(localAddress);
    const prefixLength = ipv4.prefixLength || usualPrefixLength;
    this.#change({ ipv4: { ...ipv4, prefixLength, ...change } }, origin);
  }

  /** The container or host decides again; what the interface has stays until then. */
  releaseIpv4(origin: Origin): void {
    const { ipv4, ...others } = this.#setting.value;
    if (!ipv4) return;
    this.#save(others, origin);
    this.#good = others;
  }

  ipCounters(): IpCounters {
    return this.#link.ipCounters();
  }

  setMac(mac: string, origin: Origin): void {
    this.#change({ mac }, origin);
  }

  setVlan(change: Partial<Vlan>, origin: Origin): void {
    this.#change({ vlan: { ...this.view().vlan, ...change } }, origin);
  }

  /** To be called when the BMC's own interface is there: at the start, or when it has come. */
  interfaceFound(): void {
    this.#good = this.#setting.value;
    this.#apply(0);
  }

  /** Ends when all that was set has been applied or has failed. */
  async settled(): Promise<void> {
    await this.#applying;
  }

  #change(change: LanSetup, origin: Origin): void {
    this.#save({ ...this.#setting.value, ...change }, origin);
    if (this.#link.isOwn) this.#apply(answerTime);
    else this.#good = this.#setting.value;
  }

  #save(setup: LanSetup, origin: Origin): void {
    this.#setting.save(setup);
    this.#events.emit("lanSettingsChanged", { origin });
  }

  /** Changes follow one another; what several calls have set meanwhile is applied at once. */
  #apply(delay: number): void {
    if (!this.#link.isOwn || Object.keys(this.#setting.value).length === 0) return;
    const isScheduled = this.#due !== undefined;
    this.#due = this.#setting.value;
    if (isScheduled) return;
    this.#applying = this.#applying
      .then(() => new Promise(resolve => setTimeout(resolve, delay)))
      .then(() => this.#applyDue());
  }

  async #applyDue(): Promise<void> {
    while (this.#due) {
      const setup = this.#due;
      const failure = await this.#link.apply(setup).then(
        () => undefined,
        error => (error instanceof Error ? error.message : String(error)),
      );
      if (failure !== undefined) this.#events.emit("lanSettingsFailed", { detail: failure });
      const isLatest = this.#due === setup;
      if (failure === undefined) this.#good = setup;
      else if (isLatest && setup !== this.#good) this.#takeBack();
      if (this.#due === setup) this.#due = undefined;
    }
  }

  /** A setting that cannot be had would stand in the way of all that follow. */
  #takeBack(): void {
    this.#setting.save(this.#good);
    this.#due = this.#good;
  }
}
