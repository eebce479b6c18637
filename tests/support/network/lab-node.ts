import { execFile } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { quickGuest } from "../quick-guest.ts";
import { password, RunningBmc, userName } from "../running-bmc.ts";

const run = promisify(execFile);

/** A BMC with its guest in a network namespace, as a node of a lab. */
export class LabNode {
  readonly bmc: RunningBmc;
  readonly #namespace: string;
  #seen = 0;
  #commands = 0;

  private constructor(bmc: RunningBmc, namespace: string) {
    this.bmc = bmc;
    this.#namespace = namespace;
  }

  /** @param within a program that takes something away from what it starts, with its arguments */
  static async start(
    namespace: string,
    env: NodeJS.ProcessEnv,
    within: readonly string[] = [],
  ): Promise<LabNode> {
    const prefix = ["ip", "netns", "exec", namespace, ...within];
    return new LabNode(await RunningBmc.start({ QEMU_EXTRA_ARGS: quickGuest(), ...env }, prefix), namespace);
  }

  async logIn(): Promise<void> {
    this.#seen = await this.bmc.guestPrints("guest login: ", this.#seen, 90);
    this.#type("root");
    this.#seen = await this.bmc.guestPrints("~ # ", this.#seen, 60);
  }

  #type(line: string): void {
    appendFileSync(join(this.bmc.stateDir, "run/serial.in"), `${line}\n`);
  }

  /** What a command in the guest prints. */
  async shell(command: string, seconds = 60): Promise<string> {
    this.#commands += 1;
    const mark = `${this.#commands}`;
    // The line shows what is typed, too, in which the marks are not whole.
    this.#type(`echo begin""${mark}; ${command}; echo end""${mark}`);
    const from = await this.bmc.guestPrints(`begin${mark}\r\n`, this.#seen, seconds);
    const end = `end${mark}\r\n`;
    this.#seen = await this.bmc.guestPrints(end, from, seconds);
    return this.bmc.serialLog.slice(from, this.#seen - end.length);
  }

  /** Asks until the guest's answer fits. */
  async shows(command: string, pattern: RegExp, seconds = 60): Promise<string> {
    const deadline = performance.now() + seconds * 1000;
    for (;;) {
      const shown = await this.shell(command);
      if (pattern.test(shown)) return shown;
      if (performance.now() > deadline) throw new Error(`Not within ${seconds} s: ${pattern}\n${shown}`);
    }
  }

  async redfish(path: string, ...args: readonly string[]): Promise<Record<string, unknown>> {
    const url = `https://127.0.0.1:${this.bmc.webPort}/redfish/v1/${path}`;
    const curl = ["curl", "-ks", "--max-time", "30", "-u", `${userName}:${password}`, ...args, url];
    const { stdout } = await run("ip", ["netns", "exec", this.#namespace, ...curl]);
    return stdout === "" ? {} : JSON.parse(stdout);
  }

  /** Waits until Redfish says this of a card's link. */
  async linkBecomes(card: string, status: string): Promise<void> {
    let last: Record<string, unknown> = {};
    const deadline = performance.now() + 15_000;
    do {
      last = await this.redfish(`Systems/1/EthernetInterfaces/${card}`);
      if (last.LinkStatus === status) return;
    } while (performance.now() < deadline);
    throw new Error(`Not within 15 s: ${status}. It is: ${JSON.stringify(last)}`);
  }

  async power(ResetType: string): Promise<void> {
    const path = "Systems/1/Actions/ComputerSystem.Reset";
    const { error } = await this.redfish(path, "--json", JSON.stringify({ ResetType }));
    if (error !== undefined) throw new Error(`${ResetType}: ${JSON.stringify(error)}`);
  }
}
