import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunningBmc } from "./running-bmc.ts";

const ip = (...args: string[]): string => execFileSync("ip", args, { encoding: "utf8", stdio: "pipe" });

/** BMCs that start at the same time: each takes a core for a second. */
const atOnce = 4;

/** BMCs in namespaces of their own, with names of their own, on one bridge, as the nodes of a lab are. */
export class Lab {
  readonly bmcs: RunningBmc[] = [];
  readonly #name = `r-${process.pid}-${Math.random().toString(36).slice(2, 5)}`;
  readonly #folder = mkdtempSync(join(tmpdir(), "lab-"));
  #nodes = 0;

  private constructor() {
    const bridge = ["link", "add", "br0", "type", "bridge", "mcast_snooping", "0"];
    ip("netns", "add", this.#name);
    ip("-n", this.#name, ...bridge);
    ip("-n", this.#name, "link", "set", "br0", "up");
  }

  static async start(count: number, env: NodeJS.ProcessEnv = {}): Promise<Lab> {
    const lab = new Lab();
    try {
      await lab.add(count, env);
    } catch (error) {
      await lab.close();
      throw error;
    }
    return lab;
  }

  async add(count: number, env: NodeJS.ProcessEnv = {}): Promise<void> {
    for (let left = count; left > 0; left -= atOnce) {
      const indices = Array.from({ length: Math.min(atOnce, left) }, () => ++this.#nodes);
      this.bmcs.push(...(await Promise.all(indices.map(index => this.#start(index, env)))));
    }
  }

  /** "10.213.92.11" for the first node. */
  address(index: number): string {
    return `10.213.92.${index + 11}`;
  }

  url(index: number): string {
    return `https://${this.address(index)}:${this.bmcs[index]?.webPort}`;
  }

  /** What runs a program beside a node. */
  inside(index: number): readonly string[] {
    return ["ip", "netns", "exec", this.#namespace(index)];
  }

  /** A Chromium that runs beside a node: an executable file. */
  chromium(index: number): string {
    const file = join(this.#folder, `chromium-${index}`);
    writeFileSync(file, `#!/bin/sh\nexec ${this.inside(index).join(" ")} /usr/bin/chromium "$@"\n`);
    chmodSync(file, 0o755);
    return file;
  }

  async close(): Promise<void> {
    await Promise.all(this.bmcs.map(bmc => bmc.close()));
    for (let index = 0; index < this.#nodes; index += 1) ip("netns", "delete", this.#namespace(index));
    ip("netns", "delete", this.#name);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #namespace(index: number): string {
    return `${this.#name}-${index}`;
  }

  #start(number: number, env: NodeJS.ProcessEnv): Promise<RunningBmc> {
    const index = number - 1;
    const namespace = this.#namespace(index);
    const port = `p${index}`;
    ip("netns", "add", namespace);
    ip("link", "add", "eth0", "netns", namespace, "type", "veth", "peer", "name", port, "netns", this.#name);
    ip("-n", this.#name, "link", "set", port, "master", "br0", "up");
    for (const link of ["lo", "eth0"]) ip("-n", namespace, "link", "set", link, "up");
    ip("-n", namespace, "address", "add", `${this.address(index)}/24`, "dev", "eth0");
    ip("-n", namespace, "route", "add", "default", "dev", "eth0");
    const named = ["unshare", "--uts", "sh", "-c", `hostname node${number}; exec "$@"`, "sh"];
    const settings = { IPMI_INTERFACE: "eth0", SSDP: "true", POWER_ON_AT_START: "false", ...env };
    return RunningBmc.start(settings, [...this.inside(index), ...named]);
  }
}
