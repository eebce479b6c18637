import type { ReplayPoint } from "./replay-points.ts";
import type { SerialTimes } from "./serial-times.ts";

/** A chunk of serial output. `offset` counts all bytes that the line has ever put out. */
export interface SerialChunk {
  readonly offset: number;
  readonly data: Buffer;
}

/** Offsets in the line's stream: the first byte, and the one after the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface SerialViewer {
  /** Called in order, with no gap and no byte twice, until `close`. The buffer is the viewer's to keep, not to change. */
  onData(chunk: SerialChunk): void;
  /** Whether somebody can be heard and typed to at the moment (the machine is on). */
  onLine?(connected: boolean): void;
}

/** The machine's serial line, shared by all who look at it: whatever one types, all see the answer. */
export interface SerialLine {
  readonly connected: boolean;
  /** All bytes that the line has ever put out, up to now. */
  readonly end: number;
  /** Start of what is kept for replay. */
  readonly start: number;
  /** What was put out from `offset` on; from `start` when that is later. */
  history(offset: number): SerialChunk;
  /** Where a terminal that has nothing of what comes before may begin: at `offset`, or soon after it. */
  replayPoint(offset: number): ReplayPoint;
  /** When the bytes came. */
  readonly times: SerialTimes;
  /** Start of the record, which goes further back than what is kept for replay where the line has a file. */
  readonly recordStart: number;
  /** The record's bytes from one offset to another, as far as they are there. @throws the system's error */
  record(from: number, to: number): AsyncIterable<Buffer>;
  attach(viewer: SerialViewer): () => void;
  /** Types into the guest. Bytes are kept in order and dropped, with a false answer, only while the machine is off or has not read the last 64 KiB. */
  write(data: Uint8Array): boolean;
  /** Bytes that were typed since the BMC started. */
  readonly accepted: number;
  /** Sends a break (RS-232's, as SysRq and monitors of old want it). */
  sendBreak(): Promise<void>;
}
