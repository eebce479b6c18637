import type { SerialChunk, SerialLine } from "../../console/serial-line.ts";
import { Misfit } from "../layout/misfit.ts";
import type { SolSettings } from "./sol-configuration.ts";
import {
  highestSequence,
  maximumCharacters,
  noSequence,
  type PacketFromConsole,
  packetFromConsole,
  packetToConsole,
} from "./sol-packet.ts";

/** Milliseconds. */
const accumulateUnit = 5;
const retryUnit = 10;
/**
 * Milliseconds until an acknowledgement goes a second time, when no other packet has carried it since: some
 * clients that miss it for 1 s send the same characters again as new ones.
 */
const acknowledgeAgainAfter = 300;
/** Milliseconds between attempts to reach a console that has let all retries pass. */
const probeInterval = 5000;

interface Outstanding {
  readonly sequence: number;
  readonly characters: Buffer;
}

const noCharacters = Buffer.alloc(0);

export interface SolConnectionParts {
  readonly line: SerialLine;
  /** As they are at the moment. */
  readonly settings: () => SolSettings;
  /** Takes a SOL payload to the remote console. */
  readonly send: (payload: Buffer) => void;
}

/**
 * One activation of Serial over LAN (IPMI 2.0 §15.9 to §15.11): one packet under way in each direction,
 * repeated under its number until it is acknowledged. What the line puts out meanwhile waits in the line's
 * own history, so that nothing is lost as long as the remote console keeps up at all.
 *
 * The accumulate interval is the least time from a packet to a partial one after it: what comes out of
 * silence goes at once.
 */
export class SolConnection {
  readonly #line: SerialLine;
  readonly #settings: () => SolSettings;
  readonly #send: (payload: Buffer) => void;
  readonly #detach: () => void;
  /** The line's offset up to which the remote console has everything. */
  #position: number;
  /** What stands in the line from there on, as far as it has been fetched. */
  #backlog: Buffer = noCharacters;
  #outstanding: Outstanding | undefined;
  #sequence = noSequence;
  /** The console's latest packet, and how much of it has been typed; every packet to the console says so again. */
  #inbound = { sequence: noSequence, taken: 0 };
  #isPaused = false;
  #hasOverrun = false;
  #retries = 0;
  #isUnanswered = false;
  #retryTimer: NodeJS.Timeout | undefined;
  #accumulateTimer: NodeJS.Timeout | undefined;
  #acknowledgeTimer: NodeJS.Timeout | undefined;

  constructor({ line, settings, send }: SolConnectionParts) {
    this.#line = line;
    this.#settings = settings;
    this.#send = send;
    this.#position = line.end;
    this.#detach = line.attach({ onData: chunk => this.#onData(chunk) });
  }

  /** Whether the remote console has let all retries of a packet pass without a word. */
  get isUnanswered(): boolean {
    return this.#isUnanswered;
  }

  close(): void {
    this.#detach();
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#accumulateTimer);
    clearTimeout(this.#acknowledgeTimer);
  }

  /** Takes a SOL payload from the remote console. */
  receive(payload: Buffer): void {
    const packet = packetFromConsole.decode(payload);
    if (packet instanceof Misfit) return;
    const isBack = this.#isUnanswered;
    this.#isUnanswered = false;
    this.#retries = 0;
    this.#takeAcknowledgement(packet);
    this.#isPaused = packet.operation.pause;
    if (packet.operation.flushOutbound) this.#flushOutbound();
    const wantsAcknowledgement = this.#takeCharacters(packet);
    if (isBack && !this.#isPaused) this.#repeat();
    const isSent = this.#sendNext();
    if (!wantsAcknowledgement) return;
    if (!isSent) this.#acknowledge();
    this.#acknowledgeTimer = setTimeout(() => this.#acknowledge(), acknowledgeAgainAfter).unref();
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
    clearTimeout(this.#retryTimer);
  }

  /** @returns whether to acknowledge, even a packet that came before: its acknowledgement may have got lost */
  #takeCharacters({ packet, operation, characters }: PacketFromConsole): boolean {
    const { sequence } = packet;
    if (sequence === noSequence) return false;
    const isRepeated = sequence === this.#inbound.sequence;
    // A repeated packet may have grown; its head has been typed already.
    const taken = isRepeated ? this.#inbound.taken : 0;
    const fresh = characters.subarray(taken, maximumCharacters);
    // With the machine off nobody listens: as on a real line, what is typed then is gone.
    const isTyped = fresh.length === 0 || this.#line.write(fresh) || !this.#line.connected;
    // Without room for it the packet gets no answer until it comes again: some clients take a NACK for
    // delivered and do not repeat it.
    if (!isTyped) return false;
    this.#inbound = { sequence, taken: taken + fresh.length };
    if (operation.sendBreak && !isRepeated) {
      // A machine that is off hears no break, and SOL has no word for that.
      this.#line.sendBreak().catch(() => {});
    }
    return true;
  }

  #flushOutbound(): void {
    clearTimeout(this.#retryTimer);
    this.#outstanding = undefined;
    this.#backlog = noCharacters;
    this.#position = this.#line.end;
  }

  #onData({ offset, data }: SerialChunk): void {
    if (this.#backlog.length === 0 && offset === this.#position) this.#backlog = data;
    this.#sendNext();
  }

  /** Sends what there is to send, if it is time for it. @returns whether a packet went out */
  #sendNext(): boolean {
    const available = Math.min(this.#line.end - this.#position, maximumCharacters);
    if (this.#outstanding || this.#isPaused || available === 0) return false;
    const isAccumulating = this.#accumulateTimer !== undefined;
    if (isAccumulating && available < this.#settings().sendThreshold) return false;
    if (this.#backlog.length < available) this.#fetch();
    const characters = this.#backlog.subarray(0, maximumCharacters);
    this.#outstanding = { sequence: this.#nextSequence(), characters };
    this.#retries = 0;
    this.#sendPacket(this.#outstanding);
    this.#armRetry();
    this.#accumulate();
    return true;
  }

  #fetch(): void {
    const { offset, data } = this.#line.history(this.#position);
    this.#hasOverrun ||= offset > this.#position;
    this.#position = offset;
    this.#backlog = data;
  }

  #acknowledge(): void {
    this.#sendPacket({ sequence: noSequence, characters: noCharacters });
  }

  #sendPacket({ sequence, characters }: Outstanding): void {
    clearTimeout(this.#acknowledgeTimer);
    const payload = packetToConsole.encode({
      packet: { sequence },
      acknowledged: { sequence: this.#inbound.sequence },
      acceptedCount: this.#inbound.taken,
      status: {
        transferUnavailable: !this.#line.connected,
        deactivating: false,
        overrun: this.#hasOverrun,
      },
      characters,
    });
    this.#hasOverrun = false;
    this.#send(payload);
  }

  #armRetry(interval = this.#settings().retryInterval * retryUnit): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#onRetryTime(), interval).unref();
  }

  /** When the retries are through the packet is not dropped: the console may come back with the link. */
  #onRetryTime(): void {
    if (this.#isPaused) {
      this.#armRetry();
    } else if (this.#retries < this.#settings().retryCount) {
      this.#retries += 1;
      this.#repeat();
    } else {
      if (this.#isUnanswered) this.#repeat();
      this.#isUnanswered = true;
      this.#armRetry(probeInterval);
    }
  }

  #repeat(): void {
    if (!this.#outstanding) return;
    this.#sendPacket(this.#outstanding);
    this.#armRetry();
  }

  #accumulate(): void {
    clearTimeout(this.#accumulateTimer);
    this.#accumulateTimer = setTimeout(() => {
      this.#accumulateTimer = undefined;
      this.#sendNext();
    }, this.#settings().accumulateInterval * accumulateUnit).unref();
  }

  #nextSequence(): number {
    this.#sequence = this.#sequence === highestSequence ? 1 : this.#sequence + 1;
    return this.#sequence;
  }
}
