import type { EventLog, EventLogEntry } from "../../../bmc/event-log.ts";
import { selRecordLength } from "./sel-record.ts";

/** Record IDs of requests that mean an entry by its place (IPMI 2.0 §31). */
const firstRecord = 0x0000;
export const lastRecord = 0xffff;

const lastReservation = 0xffff;

/** A record that comes in parts. */
interface PartialRecord {
  readonly data: Buffer;
  /** Bytes that have come. */
  length: number;
}

/** The event log's access rules in IPMI: reservations, and records that come in parts. */
export class SelDevice {
  readonly #log: EventLog;
  #reservation = 0;
  #removalsSeen = -1;
  #partial: PartialRecord | undefined;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** Takes the reservation from whoever holds it. */
  reserve(): number {
    this.#reservation = this.#reservation === lastReservation ? 1 : this.#reservation + 1;
    this.#removalsSeen = this.#log.removals;
    this.#partial = undefined;
    return this.#reservation;
  }

  /** Whether the reservation still stands: it falls with every entry that goes. */
  holds(reservation: number): boolean {
    return reservation === this.#reservation && this.#removalsSeen === this.#log.removals;
  }

  find(recordId: number): EventLogEntry | undefined {
    const { entries } = this.#log;
    if (recordId === firstRecord) return entries[0];
    return recordId === lastRecord ? entries.at(-1) : this.#log.find(recordId);
  }

  /**
   * Takes a part of a record, which begins where the one before ended.
   * @returns the record so far; nothing when the part does not fit
   */
  takePart(offset: number, part: Buffer): Buffer | undefined {
    const partial = offset === 0 ? { data: Buffer.alloc(selRecordLength), length: 0 } : this.#partial;
    if (partial?.length !== offset || offset + part.length > selRecordLength) return undefined;
    part.copy(partial.data, offset);
    partial.length += part.length;
    this.#partial = partial;
    return partial.data.subarray(0, partial.length);
  }

  endParts(): void {
    this.#partial = undefined;
  }
}
