import type { EventLogEntry, NewEntry } from "../../../bmc/event-log.ts";
import { decodeSystemEvent, hasTimestamp, RecordType, recordLength } from "../../../bmc/event-log-record.ts";
import { severityOf, wordsFor } from "../../../bmc/event-log-words.ts";
import { timestamp } from "./sel-time.ts";

export const selRecordLength = 16;

const headerLength = 3;
const timestampLength = 4;

/** The record of an entry, 16 bytes (IPMI 2.0 §32). */
export function encodeSelRecord({ id, recordType, created, bytes }: EventLogEntry): Buffer {
  const record = Buffer.alloc(selRecordLength);
  record.writeUInt16LE(id, 0);
  record.writeUInt8(recordType, 2);
  const isTimed = hasTimestamp(recordType);
  if (isTimed) record.writeUInt32LE(timestamp(created), headerLength);
  bytes.copy(record, headerLength + (isTimed ? timestampLength : 0));
  return record;
}

/**
 * What a record that somebody adds becomes. Its number and its time stamp are the log's to give.
 * @param record 16 bytes
 * @returns nothing for a type that the standard reserves
 */
export function decodeSelRecord(record: Buffer): NewEntry | undefined {
  const recordType = record.readUInt8(2);
  const length = recordLength(recordType);
  if (length === undefined) return undefined;
  const bytes = Buffer.from(record.subarray(selRecordLength - length));
  if (recordType !== RecordType.System) {
    const message = `Entry of type ${recordType.toString(16).toUpperCase()}h: ${bytes.toString("hex")}`;
    return { recordType, bytes, severity: "OK", message };
  }
  const event = decodeSystemEvent(bytes);
  return { recordType, bytes, severity: severityOf(event), message: wordsFor(event) };
}
