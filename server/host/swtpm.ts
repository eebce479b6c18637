import { execFile } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { argumentsOf, readIfThere, signalProcess } from "./other-process.ts";

const run = promisify(execFile);
const program = "swtpm";
const pollInterval = 10;
/** Milliseconds that one gets to end: by itself, as its QEMU is gone, or by a signal. */
const endBound = 2000;

export interface SwtpmFiles {
  /** Folder of what is in the TPM. */
  readonly state: string;
  readonly socket: string;
  readonly pid: string;
}

/**
 * The program that plays a machine's TPM 2.0 (swtpm(8)). It is no child of the BMC: as the QEMU that it serves, it
 * outlives the BMC, and it ends when that QEMU does.
 */
export class Swtpm {
  readonly #files: SwtpmFiles;

  constructor(files: SwtpmFiles) {
    this.#files = files;
  }

  /** Resolves when QEMU can connect. @throws Error with what the program said */
  async start(): Promise<void> {
    await this.stop();
    const { state, socket, pid } = this.#files;
    mkdirSync(state, { recursive: true, mode: 0o700 });
    for (const stale of [socket, pid]) rmSync(stale, { force: true });
    const args = [
      ...["socket", "--tpm2", "--terminate", "--daemon"],
      ...["--tpmstate", `dir=${state},mode=0600`],
      ...["--ctrl", `type=unixio,path=${socket},mode=0600`],
      ...["--pid", `file=${pid}`],
    ];
    try {
      await run(program, args);
    } catch (error) {
      const { stderr = "", message } = error as Error & { stderr?: string };
      throw new Error(`The TPM cannot be started: ${stderr.trim() || message}`, { cause: error });
    }
  }

  /** Ends one that is still there: its QEMU has just gone, or has never come. */
  async stop(): Promise<void> {
    if (await this.#gone(this.#pid)) return;
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      const pid = this.#pid;
      if (pid !== undefined) signalProcess(pid, signal);
      if (await this.#gone(pid)) return;
    }
    throw new Error("The TPM's program does not end.");
  }

  /** A pid is used again; the socket's path on its command line makes the process ours. */
  get #pid(): number | undefined {
    const pid = Number.parseInt(readIfThere(this.#files.pid), 10);
    const isOurs = argumentsOf(pid).some(word => word.includes(`path=${this.#files.socket},`));
    return isOurs ? pid : undefined;
  }

  /** @returns whether this process has ended within the bound */
  async #gone(pid: number | undefined): Promise<boolean> {
    const deadline = performance.now() + endBound;
    while (pid !== undefined && this.#pid === pid) {
      if (performance.now() > deadline) return false;
      await sleep(pollInterval);
    }
    return true;
  }
}
