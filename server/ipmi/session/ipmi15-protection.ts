import { encodeIpmi15, isAuthenticIpmi15 } from "./ipmi15.ts";
import { nextSequence, type Protection, type SessionPacket } from "./protection.ts";
import { SequenceWindow } from "./sequence-window.ts";

/** IPMI 2.0 §6.12.12. */
const window = { ahead: 8, behind: 8 };

export interface Ipmi15ProtectionParts {
  readonly sessionId: number;
  /** The user's password, 16 bytes. */
  readonly key: Buffer;
  /** The number of the remote console's first packet; the BMC chose it. */
  readonly initialInbound: number;
  /** The number of the BMC's first packet; the remote console chose it. */
  readonly initialOutbound: number;
}

/** IPMI 1.5's: an MD5 of the password and each message. Nothing is encrypted. */
export class Ipmi15Protection implements Protection {
  readonly format = "ipmi15";
  readonly isEncrypted = false;
  readonly isAuthenticated = true;
  readonly unencrypted = new Set<number>();
  readonly #sessionId: number;
  readonly #key: Buffer;
  readonly #window: SequenceWindow;
  #outbound: number;

  constructor({ sessionId, key, initialInbound, initialOutbound }: Ipmi15ProtectionParts) {
    this.#sessionId = sessionId;
    this.#key = key;
    this.#window = new SequenceWindow(window, initialInbound - 1);
    this.#outbound = initialOutbound;
  }

  unwrap(packet: SessionPacket): Buffer | undefined {
    if (packet.format !== "ipmi15" || !isAuthenticIpmi15(packet, this.#key)) return undefined;
    return this.#window.take(packet.sequence) ? packet.payload : undefined;
  }

  /** @param _payloadType IPMI 1.5 has but one */
  wrap(_payloadType: number, payload: Buffer): Buffer {
    const sequence = this.#outbound;
    this.#outbound = nextSequence(sequence);
    return encodeIpmi15({ sequence, sessionId: this.#sessionId, key: this.#key }, payload);
  }
}
