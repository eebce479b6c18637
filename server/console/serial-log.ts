import { type FileHandle, open } from "node:fs/promises";

/** QEMU's own record of the serial line, read only. A log that does not exist is an empty one. */
export class SerialLog {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  async size(): Promise<number> {
    return this.#with(async handle => (await handle.stat()).size, 0);
  }

  /** What stands between two offsets; less when the log is shorter. */
  async read(from: number, to: number): Promise<Buffer> {
    const nothing = Buffer.alloc(0);
    if (to <= from) return nothing;
    return this.#with(async handle => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(to - from), 0, to - from, from);
      return buffer.subarray(0, bytesRead);
    }, nothing);
  }

  async #with<T>(work: (handle: FileHandle) => Promise<T>, absent: T): Promise<T> {
    let handle: FileHandle;
    try {
      handle = await open(this.#file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return absent;
      throw error;
    }
    try {
      return await work(handle);
    } finally {
      await handle.close();
    }
  }
}
