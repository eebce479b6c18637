import type { SerialChunk, SerialLine } from "../../console/serial-line.ts";
import { Misfit } from "../layout/misfit.ts";
import {
  highestSequence,
  maximumCharacters,
  noSequence,
  type PacketFromConsole,
  packetFromConsole,
  packetToConsole,
} from "./sol-packet.ts";

/** Milliseconds. After the first characters, which go at once, the next wait this long for company. */
const accumulateInterval = 5;
/** Milliseconds. A sooner repetition would overtake acknowledgements on slow links. */
const firstRetryInterval = 250;
const longestRetryInterval = 1000;

interface Outstanding {
  readonly sequence: number;
  readonly characters: Buffer;
}

interface Acknowledgement {
  readonly sequence: number;
  readonly acceptedCount: number;
  readonly nack: boolean;
}

const noAcknowledgement: Acknowledgement = { sequence: noSequence, acceptedCount: 0, nack: false };
const noCharacters = Buffer.alloc(0);

/**
 * One activation of Serial over LAN (IPMI 2.0 §15.9 to §15.11): one packet under way in each direction,
 * repeated until it is acknowledged. What the line puts out meanwhile waits in the line's own history, so
 * that nothing is lost as long as the remote console keeps up at all.
 */
export class SolConnection {
  readonly #line: SerialLine;
  readonly #send: (payload: Buffer) => void;
  readonly #detach: () => void;
  /** The line's offset up to which the remote console has everything. */
  #position: number;
  /** What stands in the line from there on, as far as it has been fetched. */
  #backlog: Buffer = noCharacters;
  #outstanding: Outstanding | undefined;
  #sequence = noSequence;
  #inbound = { sequence: noSequence, taken: 0 };
  #isPaused = false;
  #hasOverrun = false;
  #retryInterval = firstRetryInterval;
  #retryTimer: NodeJS.Timeout | undefined;
  #accumulateTimer: NodeJS.Timeout | undefined;

  /** @param send takes a SOL payload to the remote console */
  constructor(line: SerialLine, send: (payload: Buffer) => void) {
    this.#line = line;
    this.#send = send;
    this.#position = line.end;
    this.#detach = line.attach({ onData: chunk => this.#onData(chunk) });
  }

  close(): void {
    this.#detach();
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#accumulateTimer);
  }

  /** Takes a SOL payload from the remote console. */
  receive(payload: Buffer): void {
    const packet = packetFromConsole.decode(payload);
    if (packet instanceof Misfit) return;
    this.#takeAcknowledgement(packet);
    this.#isPaused = packet.operation.pause;
    if (packet.operation.flushOutbound) this.#flushOutbound();
    const acknowledgement = this.#takeCharacters(packet);
    const isSent = this.#sendNext(acknowledgement);
    if (!isSent && acknowledgement !== noAcknowledgement) {
      this.#sendPacket(noSequence, noCharacters, acknowledgement);
    }
  }

  #takeAcknowledgement({ acknowledged, acceptedCount, operation }: PacketFromConsole): void {
    const outstanding = this.#outstanding;
    if (!outstanding || acknowledged.sequence !== outstanding.sequence) return;
    const accepted = Math.min(acceptedCount, outstanding.characters.length);
    this.#position += accepted;
    this.#backlog = this.#backlog.subarray(accepted);
    const left = outstanding.characters.subarray(accepted);
    if (left.length > 0 && (operation.nack || accepted === 0)) {
      // The remote console has no room at present: the rest goes under a new number, later.
      this.#outstanding = { sequence: this.#nextSequence(), characters: left };
      this.#armRetry();
      return;
    }
    this.#outstanding = undefined;
    this.#retryInterval = firstRetryInterval;
    clearTimeout(this.#retryTimer);
  }

  /** @returns what to acknowledge, even for a packet that came before: its acknowledgement may have got lost */
  #takeCharacters({ packet, operation, characters }: PacketFromConsole): Acknowledgement {
    const { sequence } = packet;
    const isRepeated = sequence !== noSequence && sequence === this.#inbound.sequence;
    if (operation.sendBreak && !isRepeated) {
      // A machine that is off hears no break, and SOL has no word for that.
      this.#line.sendBreak().catch(() => {});
    }
    if (sequence === noSequence) return noAcknowledgement;
    // A repeated packet may have grown; its head has been typed already.
    const taken = isRepeated ? this.#inbound.taken : 0;
    const fresh = characters.subarray(taken);
    // With the machine off nobody listens: as on a real line, what is typed then is gone.
    const isTyped = fresh.length === 0 || this.#line.write(fresh) || !this.#line.connected;
    const acceptedCount = isTyped ? Math.max(taken, characters.length) : taken;
    this.#inbound = { sequence, taken: acceptedCount };
    return { sequence, acceptedCount: Math.min(acceptedCount, maximumCharacters), nack: !isTyped };
  }

  #flushOutbound(): void {
    clearTimeout(this.#retryTimer);
    this.#outstanding = undefined;
    this.#backlog = noCharacters;
    this.#position = this.#line.end;
  }

  #onData({ offset, data }: SerialChunk): void {
    if (this.#backlog.length === 0 && offset === this.#position) this.#backlog = data;
    this.#sendNext(noAcknowledgement);
  }

  /** Sends what there is to send, if it is time for it. @returns whether a packet went out */
  #sendNext(acknowledgement: Acknowledgement): boolean {
    const available = Math.min(this.#line.end - this.#position, maximumCharacters);
    if (this.#outstanding || this.#isPaused || available === 0) return false;
    const isAccumulating = this.#accumulateTimer !== undefined;
    if (isAccumulating && available < maximumCharacters) return false;
    if (this.#backlog.length < available) this.#fetch();
    const characters = this.#backlog.subarray(0, maximumCharacters);
    this.#outstanding = { sequence: this.#nextSequence(), characters };
    this.#sendPacket(this.#outstanding.sequence, characters, acknowledgement);
    this.#armRetry();
    this.#accumulate();
    return true;
  }

  #fetch(): void {
    const { offset, data } = this.#line.history(this.#position);
    this.#hasOverrun = offset > this.#position;
    this.#position = offset;
    this.#backlog = data;
  }

  #sendPacket(sequence: number, characters: Buffer, { nack, ...acknowledgement }: Acknowledgement): void {
    const payload = packetToConsole.encode({
      packet: { sequence },
      acknowledged: { sequence: acknowledgement.sequence },
      acceptedCount: acknowledgement.acceptedCount,
      status: { nack, deactivating: false, overrun: this.#hasOverrun },
      characters,
    });
    this.#hasOverrun = false;
    this.#send(payload);
  }

  #armRetry(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#retry(), this.#retryInterval).unref();
  }

  #retry(): void {
    if (!this.#outstanding) return;
    const { sequence, characters } = this.#outstanding;
    if (!this.#isPaused) this.#sendPacket(sequence, characters, noAcknowledgement);
    this.#retryInterval = Math.min(this.#retryInterval * 2, longestRetryInterval);
    this.#armRetry();
  }

  #accumulate(): void {
    clearTimeout(this.#accumulateTimer);
    this.#accumulateTimer = setTimeout(() => {
      this.#accumulateTimer = undefined;
      this.#sendNext(noAcknowledgement);
    }, accumulateInterval).unref();
  }

  #nextSequence(): number {
    this.#sequence = this.#sequence === highestSequence ? 1 : this.#sequence + 1;
    return this.#sequence;
  }
}
