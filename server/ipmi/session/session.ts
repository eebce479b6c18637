import { decryptPayload, encryptPayload } from "../crypto/confidentiality.ts";
import { isAuthentic, sign, trailerLength } from "../crypto/integrity.ts";
import type { SessionKeys } from "../crypto/session-keys.ts";
import { rmcpHeaderLength } from "../rmcp/rmcp.ts";
import { encodeRmcpPlus, type RmcpPlusPacket, rmcpPlusHeaderLength } from "./header.ts";
import type { Peer } from "./peer.ts";
import { lowest, Privilege } from "./privilege.ts";
import { RecentRequests } from "./recent-requests.ts";
import { SequenceWindow } from "./sequence-window.ts";

export interface SessionParts {
  /** Chosen by the BMC. */
  readonly id: number;
  /** Chosen by the remote console. */
  readonly consoleId: number;
  readonly userName: string;
  /** The highest level that it may be raised to. */
  readonly limit: Privilege;
  readonly keys: SessionKeys;
  readonly peer: Peer;
}

/** A session that has passed RAKP. */
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
  readonly #consoleId: number;
  readonly #now: () => number;
  readonly #keys: SessionKeys;
  readonly #random: (size: number) => Buffer;
  readonly #window = new SequenceWindow();
  #outbound = 0;
  #peer: Peer;
  #usedAt: number;

  constructor(parts: SessionParts, handle: number, now: () => number, random: (size: number) => Buffer) {
    this.id = parts.id;
    this.name = parts.id.toString(16).padStart(8, "0");
    this.userName = parts.userName;
    this.limit = parts.limit;
    this.handle = handle;
    this.recentRequests = new RecentRequests(now);
    this.privilege = lowest(parts.limit, Privilege.User);
    this.#peer = parts.peer;
    this.#now = now;
    this.#usedAt = now();
    this.#consoleId = parts.consoleId;
    this.#keys = parts.keys;
    this.#random = random;
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

  /** @returns the decrypted payload; nothing for a packet that is forged, old, repeated or less protected than agreed */
  unwrap({ encrypted, authenticated, sequence, payload, datagram }: RmcpPlusPacket): Buffer | undefined {
    if (!encrypted || !authenticated) return undefined;
    const { suite, integrity, confidentiality } = this.#keys;
    const trailer = rmcpPlusHeaderLength + payload.length;
    if (!isAuthentic(suite.integrity, integrity, datagram, rmcpHeaderLength, trailer)) return undefined;
    if (!this.#window.take(sequence)) return undefined;
    return decryptPayload(suite.confidentiality, confidentiality, payload);
  }

  wrap(payloadType: number, payload: Buffer): Buffer {
    const { suite, integrity, confidentiality } = this.#keys;
    const iv = this.#random(suite.confidentiality.blockLength);
    const encrypted = encryptPayload(suite.confidentiality, confidentiality, payload, iv);
    const trailer = rmcpPlusHeaderLength + encrypted.length;
    const header = {
      payloadType,
      isProtected: true,
      sessionId: this.#consoleId,
      sequence: this.#nextSequence(),
    };
    const free = trailerLength(suite.integrity, trailer - rmcpHeaderLength);
    const datagram = encodeRmcpPlus(header, encrypted, free);
    sign(suite.integrity, integrity, datagram, rmcpHeaderLength, trailer);
    return datagram;
  }

  #nextSequence(): number {
    this.#outbound = this.#outbound === 0xffff_ffff ? 1 : this.#outbound + 1;
    return this.#outbound;
  }
}
