import { PayloadCipher } from "../crypto/confidentiality.ts";
import { isAuthentic, sign, trailerLength } from "../crypto/integrity.ts";
import type { SessionKeys } from "../crypto/session-keys.ts";
import { rmcpHeaderLength } from "../rmcp/rmcp.ts";
import { encodeRmcpPlus, rmcpPlusHeaderLength } from "./header.ts";
import { nextSequence, type Protection, type SessionPacket } from "./protection.ts";
import { SequenceWindow } from "./sequence-window.ts";

/** IPMI 2.0 §6.12.13. */
const window = { ahead: 15, behind: 16 };

/** What RAKP has agreed on: the cipher suite's AuthCode and encryption, on every packet or on none. */
export class RmcpPlusProtection implements Protection {
  readonly format = "rmcpPlus";
  readonly unencrypted = new Set<number>();
  readonly #consoleId: number;
  readonly #keys: SessionKeys;
  readonly #random: (size: number) => Buffer;
  readonly #cipher: PayloadCipher | undefined;
  readonly #window = new SequenceWindow(window);
  #outbound = 0;

  /** @param consoleId the session's ID that the remote console chose */
  constructor(consoleId: number, keys: SessionKeys, random: (size: number) => Buffer) {
    this.#consoleId = consoleId;
    this.#keys = keys;
    this.#random = random;
    const { confidentiality } = keys.suite;
    this.#cipher = confidentiality && new PayloadCipher(confidentiality, keys.confidentiality);
  }

  get isEncrypted(): boolean {
    return this.#keys.suite.confidentiality !== undefined;
  }

  get isAuthenticated(): boolean {
    return this.#keys.suite.integrity !== undefined;
  }

  unwrap(packet: SessionPacket): Buffer | undefined {
    if (packet.format !== "rmcpPlus") return undefined;
    const { encrypted, authenticated, sequence, payload, datagram } = packet;
    const { integrity, confidentiality } = this.#keys.suite;
    if (authenticated !== (integrity !== undefined)) return undefined;
    const isPlainAsAgreed = !encrypted && this.unencrypted.has(packet.payloadType);
    if (encrypted !== (confidentiality !== undefined) && !isPlainAsAgreed) return undefined;
    const trailer = rmcpPlusHeaderLength + payload.length;
    if (integrity && !isAuthentic(integrity, this.#keys.integrity, datagram, rmcpHeaderLength, trailer)) {
      return undefined;
    }
    if (!this.#window.take(sequence)) return undefined;
    return this.#cipher && encrypted ? this.#cipher.decrypt(payload) : payload;
  }

  wrap(payloadType: number, payload: Buffer): Buffer {
    const { suite } = this.#keys;
    const { integrity } = suite;
    const confidentiality = this.unencrypted.has(payloadType) ? undefined : suite.confidentiality;
    const body =
      this.#cipher && confidentiality
        ? this.#cipher.encrypt(payload, this.#random(confidentiality.blockLength))
        : payload;
    this.#outbound = nextSequence(this.#outbound);
    const header = {
      payloadType,
      encrypted: confidentiality !== undefined,
      authenticated: integrity !== undefined,
      sessionId: this.#consoleId,
      sequence: this.#outbound,
    };
    const trailer = rmcpPlusHeaderLength + body.length;
    if (!integrity) return encodeRmcpPlus(header, body);
    const datagram = encodeRmcpPlus(header, body, trailerLength(integrity, trailer - rmcpHeaderLength));
    sign(integrity, this.#keys.integrity, datagram, rmcpHeaderLength, trailer);
    return datagram;
  }
}
