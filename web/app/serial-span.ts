import { serialRecordUri } from "../redfish/resources.ts";

/** A part of what the serial line has put out, in the words of the record's query. */
export type Span = Readonly<Record<string, string>>;

export const everything: Span = {};
/** Up to when it is asked for. */
export const lastSeconds = (seconds: number): Span => ({ last: `PT${seconds}S` });
/** Offsets in the line's output, whatever clocks say. */
export const between = (from: number, to: number): Span => ({ from: `${from}`, to: `${to}` });
/** @param iso the time from which on */
export const since = (iso: string): Span => ({ since: iso });

/** The record's address, relative to the page. */
export function recordPath(format: "text" | "raw" | "asciicast", span: Span, more: Span = {}): string {
  return `${serialRecordUri}?${new URLSearchParams({ format, ...span, ...more })}`;
}
