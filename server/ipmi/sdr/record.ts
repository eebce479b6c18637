import { bits, byte } from "../layout/byte.ts";
import { u8, u16 } from "../layout/fields.ts";
import { type Layout, layout } from "../layout/layout.ts";

/** The address of the BMC: all sensors are its own, so that no client asks another controller for them. */
export const bmcAddress = 0x20;
export const sdrVersion = 0x51;

const latin1 = 3;

const header = layout({ recordId: u16, version: u8, type: u8, length: u8 });

/** The end of most records: a text and what precedes it (IPMI 2.0 §43.15). */
const textLength = layout({ text: byte({ encoding: bits(7, 6), length: bits(4, 0) }) });

/** A record as it stands in the repository, but for its ID. */
export interface SdrBody {
  readonly type: number;
  readonly body: Buffer;
}

/** @param name at most 16 characters of ASCII */
export function sdrBody<T>(type: number, key: Layout<T>, value: T, name: string): SdrBody {
  const length = textLength.encode({ text: { encoding: latin1, length: name.length } });
  return { type, body: Buffer.concat([key.encode(value), length, Buffer.from(name, "latin1")]) };
}

export const sdrRecord = (recordId: number, { type, body }: SdrBody): Buffer =>
  Buffer.concat([header.encode({ recordId, version: sdrVersion, type, length: body.length }), body]);
