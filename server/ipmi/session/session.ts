import type { Peer } from "./peer.ts";
import { lowest, Privilege } from "./privilege.ts";
import type { Protection, SessionPacket } from "./protection.ts";
import { RecentRequests } from "./recent-requests.ts";

export interface SessionParts {
  /** Chosen by the BMC. */
  readonly id: number;
  readonly userName: string;
  /** The highest level that it may be raised to. */
  readonly limit: Privilege;
  readonly protection: Protection;
  readonly peer: Peer;
}

/** A session whose user has proved to be who it claims to be. */
export class Session {
  readonly id: number;
  /** Its ID as events and logs name it. */
  readonly name: string;
  readonly userName: string;
  readonly limit: Privilege;
  /** A small number for Get Session Info, 1 and up. */
  readonly handle: number;
  readonly recentRequests: RecentRequests;
  /** IPMI 2.0 §22.18: a session begins as User, however much its user may do. */
  privilege: Privilege;
  readonly #now: () => number;
  readonly #protection: Protection;
  #peer: Peer;
  #usedAt: number;

  constructor(parts: SessionParts, handle: number, now: () => number) {
    this.id = parts.id;
    this.name = parts.id.toString(16).padStart(8, "0");
    this.userName = parts.userName;
    this.limit = parts.limit;
    this.handle = handle;
    this.recentRequests = new RecentRequests(now);
    this.privilege = lowest(parts.limit, Privilege.User);
    this.#protection = parts.protection;
    this.#peer = parts.peer;
    this.#now = now;
    this.#usedAt = now();
  }

  /** Of its packets: RMCP+, or IPMI 1.5, which carries no payloads but IPMI messages. */
  get format(): Protection["format"] {
    return this.#protection.format;
  }

  get isEncrypted(): boolean {
    return this.#protection.isEncrypted;
  }

  get isAuthenticated(): boolean {
    return this.#protection.isAuthenticated;
  }

  /** Payload types that go in the clear by agreement, although the session can encrypt. */
  get unencrypted(): Set<number> {
    return this.#protection.unencrypted;
  }

  /** Where the session's latest packet came from. */
  get peer(): Peer {
    return this.#peer;
  }

  get idleMilliseconds(): number {
    return this.#now() - this.#usedAt;
  }

  /** An authentic packet has come. */
  used(peer: Peer): void {
    this.#peer = peer;
    this.#usedAt = this.#now();
  }

  /** @returns the payload; nothing for a packet that is forged, old, repeated or less protected than agreed */
  unwrap(packet: SessionPacket): Buffer | undefined {
    return this.#protection.unwrap(packet);
  }

  wrap(payloadType: number, payload: Buffer): Buffer {
    return this.#protection.wrap(payloadType, payload);
  }
}
