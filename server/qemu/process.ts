import { type ChildProcess, execFile, spawn } from "node:child_process";
import { closeSync, constants, openSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { argumentsOf, readIfThere, signalProcess } from "../host/other-process.ts";
import { MachineError } from "../machine/errors.ts";
import type { QemuUser } from "./qemu-user.ts";
import type { RuntimeFiles } from "./runtime-files.ts";

const run = promisify(execFile);
const pollInterval = 10;
const exitBound = 3000;
const lastWordsLength = 4096;

/**
 * The QEMU process of this state folder: started detached, so that it outlives the BMC, and found again
 * through its pidfile.
 */
export class QemuProcess {
  readonly #files: RuntimeFiles;
  #pid: number | undefined;
  #child: ChildProcess | undefined;

  constructor(files: RuntimeFiles) {
    this.#files = files;
  }

  get pid(): number | undefined {
    return this.#pid;
  }

  /** Takes up the process that the pidfile names; a stale pidfile, or another program of that pid, is none. */
  find(): boolean {
    const pid = Number.parseInt(readIfThere(this.#files.pid), 10);
    if (!Number.isInteger(pid) || !this.#isOurs(pid)) return false;
    this.#pid = pid;
    return true;
  }

  /** Whether it is there at this moment. */
  get alive(): boolean {
    if (this.#child) return this.#child.exitCode === null && this.#child.signalCode === null;
    return this.#pid !== undefined && this.#isOurs(this.#pid);
  }

  /** Whether it was started with this argument. */
  hasArgument(argument: string): boolean {
    return this.#pid !== undefined && argumentsOf(this.#pid).includes(argument);
  }

  /**
   * @param inherited open files besides the standard ones
   * @throws MachineError failed, when the program cannot be started at all
   */
  async spawn(
    binary: string,
    args: readonly string[],
    user?: QemuUser,
    inherited: readonly number[] = [],
  ): Promise<void> {
    const { qmp, monitor, vnc, handOver, pid } = this.#files;
    for (const stale of [qmp, monitor, vnc, handOver, pid]) rmSync(stale, { force: true });
    const stdio = await this.#openStdio();
    try {
      const child = spawn(binary, args, { detached: true, stdio: [...stdio, ...inherited], ...user });
      await new Promise((resolve, reject) => {
        child.once("spawn", resolve);
        child.once("error", reject);
      });
      child.unref();
      this.#child = child;
      this.#pid = child.pid;
    } catch (error) {
      throw new MachineError("failed", `QEMU cannot be started: ${(error as Error).message}`, {
        cause: error,
      });
    } finally {
      for (const fd of stdio) closeSync(fd);
    }
  }

  /**
   * The serial line's two ends and stderr. QEMU gets the FIFO for reading and writing, so it never sees its
   * end, whichever BMC comes and goes at the other side.
   */
  async #openStdio(): Promise<number[]> {
    const { serialInput, serialRecord, stderr } = this.#files;
    rmSync(serialInput, { force: true });
    await run("mkfifo", ["-m", "600", serialInput]);
    return [
      openSync(serialInput, constants.O_RDWR | constants.O_NONBLOCK),
      openSync(serialRecord, "a", 0o600),
      openSync(stderr, "w", 0o600),
    ];
  }

  /** SIGTERM, then SIGKILL, each with a bound. Resolves when the process is gone. */
  async end(): Promise<void> {
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      if (this.alive && this.#pid !== undefined) signalProcess(this.#pid, signal);
      if (await this.gone(exitBound)) return;
    }
    throw new MachineError("failed", `QEMU (process ${this.#pid}) does not end.`);
  }

  /** @returns whether the process ended within `milliseconds` */
  async gone(milliseconds: number): Promise<boolean> {
    const deadline = performance.now() + milliseconds;
    while (this.alive) {
      if (performance.now() > deadline) return false;
      await sleep(pollInterval);
    }
    return true;
  }

  /** The end of what it wrote to stderr. */
  get lastWords(): string {
    return readIfThere(this.#files.stderr).slice(-lastWordsLength).trim();
  }

  /** A pid is used again; the pidfile's path on its command line makes the process ours. */
  #isOurs(pid: number): boolean {
    return argumentsOf(pid).includes(this.#files.pid);
  }
}
