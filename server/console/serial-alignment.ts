/** Fewer equal bytes than this may be chance. */
const convincing = 48;

export interface AlignmentView {
  /** What the log holds from `logStart` on, a place that was its end before the socket was connected. */
  readonly log: Buffer;
  readonly logStart: number;
  /** What came over the socket. */
  readonly received: Buffer;
  /** Nothing was added to either while both were looked at. */
  readonly quiet: boolean;
}

/**
 * Where in QEMU's log the bytes of a newly connected socket begin: what stands before is to be read from
 * the log, what comes after is heard. QEMU writes each byte first to the socket, then to the log, so in a
 * quiet moment the log's end less what was received is the place; in a stream without pauses it is where
 * the received bytes are found.
 * @returns undefined when it cannot be told yet
 */
export function alignment({ log, logStart, received, quiet }: AlignmentView): number | undefined {
  if (quiet) return logStart + Math.max(0, log.length - received.length);
  const probe = received.subarray(0, convincing);
  if (probe.length < convincing) return undefined;
  let found: number | undefined;
  for (let at = log.indexOf(probe); at >= 0; at = log.indexOf(probe, at + 1)) {
    const overlap = Math.min(received.length, log.length - at);
    if (received.compare(log, at, at + overlap, 0, overlap) !== 0) continue;
    if (found !== undefined) return undefined;
    found = logStart + at;
  }
  return found;
}
