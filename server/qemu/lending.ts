import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { dirname, relative } from "node:path";
import type { QemuUser } from "./qemu-user.ts";

/** Others may go through, and see nothing of what is there. */
const passable = 0o711;
const closed = 0o700;

/** Lets a QEMU that runs as another user than the BMC at those of the BMC's files that it is meant to have. */
export class Lending {
  readonly #user: QemuUser | undefined;
  readonly #folders: readonly string[];

  /** @param folders what is the BMC's to give; files elsewhere have the owners that somebody gave them */
  constructor(user: QemuUser | undefined, folders: readonly string[]) {
    this.#user = user;
    this.#folders = folders;
  }

  get user(): QemuUser | undefined {
    return this.#user;
  }

  /** Makes a folder of QEMU's own. */
  folder(path: string): void {
    mkdirSync(path, { recursive: true, mode: closed });
    this.lend(path);
  }

  /** A file, folder or socket that is there becomes QEMU's. What it may do with it is what its owner may. */
  lend(path: string): void {
    if (!this.#user || !this.#isOurs(path)) return;
    chownSync(path, this.#user.uid, this.#user.gid);
    for (let folder = dirname(path); this.#isOurs(folder); folder = dirname(folder)) {
      chmodSync(folder, passable);
    }
  }

  #isOurs(path: string): boolean {
    return this.#folders.some(folder => !relative(folder, path).startsWith(".."));
  }
}
