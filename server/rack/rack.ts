import { BlockList } from "node:net";
import { Listener } from "./listener.ts";
import { PeerConnection } from "./peer-connection.ts";
import { PeerRefusal } from "./peer-errors.ts";
import type { Pins, Trust } from "./pins.ts";
import { isForgotten, type RackNode } from "./rack-node.ts";
import { readService } from "./redfish-peer.ts";
import { type ServiceAddress, serviceAddress } from "./service-address.ts";
import type { Heard } from "./ssdp.ts";
import { Turns } from "./turns.ts";

/** Nodes that are shown; who sends datagrams could make up any number. */
const nodeLimit = 128;
/** Origins that are asked, or were in vain, at a time. */
const probeLimit = 256;
/** Services behind one address, which several BMCs of one host share. */
const addressLimit = 32;
const atOnce = 8;
const searchInterval = 30_000;
/** Milliseconds: a search that is over has brought all who answer, but for a few that are late. */
const searchTime = 1_600;
/** Milliseconds between two searches that somebody asks for. */
const shortestInterval = 1_000;
/** Milliseconds until one that did not prove to be a service is asked again. */
const retryAfter = 20_000;

export interface OwnAddress {
  readonly address: string;
  readonly prefixLength: number;
}

/** This BMC, as it is among the others. */
interface OwnService {
  readonly uuid: string;
  readonly name: string;
  readonly product: string;
  /** Where it reaches itself. */
  readonly origin: () => string;
}

/** Why no others are found. */
export type DiscoveryState = "on" | "off" | "noNetwork";

export interface RackOptions {
  readonly own: OwnService;
  readonly pins: Pins;
  readonly onError: (error: unknown) => void;
  readonly now?: () => number;
}

/** The BMCs of the management network, looked for while somebody wants to see them. */
export class Rack {
  /** Bounds the requests to other BMCs, whoever makes them. */
  readonly turns = new Turns(atOnce);
  readonly pins: Pins;
  /** Of their own, so that nobody who answers slowly keeps those that are known from being looked at. */
  readonly #probes = new Turns(atOnce);
  readonly #options: RackOptions;
  readonly #listener: Listener;
  readonly #nodes = new Map<number, RackNode>();
  /** Origins that are asked who they are, or did not say it: until when nobody asks again. */
  readonly #probed = new Map<string, number>();
  readonly #watchers = new Set<() => void>();
  #addresses: readonly OwnAddress[] = [];
  #isOn = false;
  #local = new BlockList();
  #timer: NodeJS.Timeout | undefined;
  #searchedAt = Number.NEGATIVE_INFINITY;
  #isSearching = false;
  #lastId = 1;

  constructor(options: RackOptions) {
    this.#options = options;
    this.pins = options.pins;
    const { onError } = options;
    this.#listener = new Listener({ onHeard: (heard, from) => this.#heard(heard, from), onError });
  }

  get #now(): number {
    return (this.#options.now ?? performance.now.bind(performance))();
  }

  get discovery(): DiscoveryState {
    if (!this.#isOn) return "off";
    return this.#addresses.length > 0 ? "on" : "noNetwork";
  }

  /** Whether a search is under way that may bring more. */
  get isSearching(): boolean {
    return this.#isSearching;
  }

  /** Whether more answered than are shown. */
  get isFull(): boolean {
    return this.#nodes.size >= nodeLimit;
  }

  /** This BMC first, then the others in the order in which they were found. */
  get nodes(): readonly RackNode[] {
    const { uuid, name, product, origin } = this.#options.own;
    const address = this.#addresses[0]?.address ?? "127.0.0.1";
    const own = { id: 1, uuid, address, product, commonName: name, origin: origin(), fingerprint: "" };
    return [{ ...own, isSelf: true, heardAt: this.#now }, ...this.#nodes.values()];
  }

  find(id: number): RackNode | undefined {
    return this.nodes.find(node => node.id === id);
  }

  /** "known" for this BMC itself, whatever its certificate is. */
  trust({ uuid, fingerprint, isSelf }: RackNode): Trust {
    return isSelf ? "known" : this.pins.trust(uuid, fingerprint);
  }

  /**
   * The IPv4 addresses of the management network, from now on.
   * @param isOn whether the BMC takes part in discovery at all
   */
  setAddresses(addresses: readonly OwnAddress[], isOn: boolean): void {
    const local = new BlockList();
    for (const { address, prefixLength } of addresses) local.addSubnet(address, prefixLength, "ipv4");
    this.#addresses = addresses;
    this.#isOn = isOn;
    this.#local = local;
    if (this.#watchers.size > 0) this.#begin();
    this.#changed();
  }

  /**
   * Looks for others, until nobody watches any more.
   * @param onChange other nodes, or the search is over
   * @returns ends it
   */
  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    if (this.#watchers.size === 1) this.#begin();
    return () => {
      this.#watchers.delete(onChange);
      if (this.#watchers.size === 0) this.#end();
    };
  }

  /** Looks for others now. */
  search(): void {
    if (this.discovery !== "on" || this.#now - this.#searchedAt < shortestInterval) return;
    this.#searchedAt = this.#now;
    this.#isSearching = true;
    this.#forget();
    this.#listener.search();
    setTimeout(() => this.#settle(), searchTime).unref();
    this.#changed();
  }

  close(): void {
    this.#watchers.clear();
    this.#end();
  }

  #begin(): void {
    this.#end();
    if (this.discovery !== "on") return;
    this.#listener.listen(this.#addresses.map(({ address }) => address));
    this.#timer = setInterval(() => this.search(), searchInterval).unref();
    this.#searchedAt = Number.NEGATIVE_INFINITY;
    this.search();
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#listener.close();
    this.#isSearching = false;
  }

  #settle(): void {
    this.#isSearching = false;
    this.#changed();
  }

  #changed(): void {
    for (const onChange of this.#watchers) onChange();
  }

  #forget(): void {
    const now = this.#now;
    for (const [origin, until] of this.#probed) if (until < now) this.#probed.delete(origin);
    for (const node of this.#nodes.values()) if (isForgotten(node, now)) this.#nodes.delete(node.id);
  }

  #heard(heard: Heard, from: string): void {
    if (heard.uuid === this.#options.own.uuid || !this.#local.check(from, "ipv4")) return;
    if (heard.kind === "byebye") this.#leave(heard.uuid, from);
    else this.#alive(heard.uuid, serviceAddress(heard.url, from));
  }

  /** Nobody says goodbye for others: the address that it comes from is the service's own. */
  #leave(uuid: string, from: string): void {
    const gone = [...this.#nodes.values()].filter(node => node.uuid === uuid && node.address === from);
    for (const { id } of gone) this.#nodes.delete(id);
    if (gone.length > 0) this.#changed();
  }

  #alive(uuid: string, at: ServiceAddress | undefined): void {
    if (!at || (this.#probed.get(at.origin) ?? 0) > this.#now) return;
    if (!this.#hasRoom(at) || this.#probed.size >= probeLimit) return;
    this.#probed.set(at.origin, this.#now + retryAfter);
    this.#probe(uuid, at).catch(this.#options.onError);
  }

  #hasRoom({ origin, address }: ServiceAddress): boolean {
    const nodes = [...this.#nodes.values()];
    if (nodes.some(node => node.origin === origin)) return true;
    const neighbours = nodes.filter(node => node.address === address);
    return !this.isFull && neighbours.length < addressLimit;
  }

  /** Asks who is there: what a datagram says is only what somebody says. */
  async #probe(uuid: string, at: ServiceAddress): Promise<void> {
    const connection = new PeerConnection({ origin: at.origin });
    try {
      const facts = await this.#probes.take(() => readService(connection));
      if (facts.uuid !== uuid) throw new PeerRefusal(200, "");
      this.#keep({ ...at, ...facts, ...connection.shown, isSelf: false, heardAt: this.#now });
      this.#changed();
    } catch {
      // It is asked again when it is heard again; a node that was known becomes silent.
    } finally {
      connection.close();
    }
  }

  /** A service at an address takes the place of what was there; one with two addresses is one. */
  #keep(found: Omit<RackNode, "id">): void {
    const same = [...this.#nodes.values()].find(
      ({ uuid, fingerprint }) => uuid === found.uuid && fingerprint === found.fingerprint,
    );
    for (const { id, origin } of this.#nodes.values())
      if (origin === found.origin && id !== same?.id) this.#nodes.delete(id);
    if (!same && this.isFull) return;
    const id = same?.id ?? ++this.#lastId;
    // Who answers on two addresses keeps the first for as long as it is heard there.
    const place = same && same.origin !== found.origin && found.heardAt - same.heardAt < retryAfter * 2;
    this.#nodes.set(id, { ...found, id, ...(place && { origin: same.origin, address: same.address }) });
  }
}
