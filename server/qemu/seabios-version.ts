import { closeSync, openSync, readSync } from "node:fs";

/** SeaBIOS' first line on its debug port. */
const banner = /^SeaBIOS \(version ([^)\n]+)\)/m;
/** Bytes in which it stands. */
const beginning = 1024;

/**
 * Reads from the firmware's log which SeaBIOS runs.
 * @returns what gives the version; the last one that was seen, while another firmware has the log
 */
export function seaBiosVersion(firmwareLog: string): () => string | undefined {
  let known: string | undefined;
  return () => {
    known = banner.exec(beginningOf(firmwareLog))?.[1] ?? known;
    return known;
  };
}

/** Nothing where there is no such file. */
function beginningOf(file: string): string {
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
  try {
    const buffer = Buffer.alloc(beginning);
    return buffer.toString("latin1", 0, readSync(handle, buffer));
  } finally {
    closeSync(handle);
  }
}
