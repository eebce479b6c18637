import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const blockSize = 512;

/**
 * Gives the disk space of a record's beginning back, all but the last `keep` bytes. Offsets stay, because
 * QEMU holds the file open and readers count on them: the file gets a hole, not a new name.
 * @throws Error when the file system cannot do that
 */
export async function trimRecord(file: string, keep: number): Promise<void> {
  const { size, blocks } = await stat(file);
  if (blocks * blockSize < 2 * keep) return;
  await run("fallocate", ["--punch-hole", "--offset", "0", "--length", `${size - keep}`, file]);
}
