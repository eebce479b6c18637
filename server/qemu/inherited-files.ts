import { closeSync, openSync } from "node:fs";

/** Behind standard input, output and errors. */
const firstFd = 3;

/** Files that QEMU gets open, whoever owns them (qemu(1), -add-fd). */
export class InheritedFiles {
  readonly #fds: number[] = [];

  get fds(): readonly number[] {
    return this.#fds;
  }

  /** @returns the name by which QEMU opens it. @throws the system's error */
  add(file: string): string {
    this.#fds.push(openSync(file, "r+"));
    return `/dev/fdset/${this.#fds.length}`;
  }

  get arguments(): readonly string[] {
    return this.#fds.flatMap((_, n) => ["-add-fd", `fd=${firstFd + n},set=${n + 1}`]);
  }

  /** QEMU has its own by then. */
  close(): void {
    for (const fd of this.#fds.splice(0)) closeSync(fd);
  }
}
