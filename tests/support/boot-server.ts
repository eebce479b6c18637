import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guestImagePath } from "../../configs/guest/guest-image.mjs";
import { eventually } from "./eventually.ts";

const ip = (...args: string[]): string => execFileSync("ip", args, { encoding: "utf8" });

const address = "10.77.0.1";
/** What a Linux that came over the network has on its command line, and the one on the disk has not. */
export const networkMark = "origin=net";
/** Of the same length, so that it can take its place in an image. */
const diskWord = "nowatchdog";
const neighbour = join(import.meta.dirname, "../../configs/clab/neighbour");

/**
 * Two machines on one cable, each a network namespace: the one for the BMC has it as eth2, at the other end a neighbour
 * offers to boot the embedded Linux, with the files of the provisioning lab.
 */
export class BootServer {
  /** The namespace for the BMC. */
  readonly namespace: string;
  readonly #neighbour: string;
  readonly #dir: string;
  readonly #programs: ChildProcess[] = [];
  #log = "";

  private constructor(name: string) {
    this.namespace = `p-bmc-${name}`;
    this.#neighbour = `p-boot-${name}`;
    this.#dir = mkdtempSync(join(tmpdir(), "boot-server-"));
  }

  static async start(): Promise<BootServer> {
    const server = new BootServer(`${process.pid}`);
    try {
      server.#connect();
      server.#publish();
      await server.#serve();
    } catch (error) {
      await server.close();
      throw error;
    }
    return server;
  }

  #connect(): void {
    for (const namespace of [this.namespace, this.#neighbour]) {
      ip("netns", "add", namespace);
      ip("-n", namespace, "link", "set", "lo", "up");
    }
    const peer = ["peer", "name", "eth1", "netns", this.#neighbour];
    ip("-n", this.namespace, "link", "add", "eth2", "type", "veth", ...peer);
    ip("-n", this.namespace, "link", "set", "eth2", "up");
    ip("-n", this.#neighbour, "address", "add", `${address}/24`, "dev", "eth1");
    ip("-n", this.#neighbour, "link", "set", "eth1", "up");
  }

  /** The embedded Linux in pieces, and whole as an image of a disk. */
  #publish(): void {
    const image = guestImagePath(process.env);
    for (const name of ["linux", "initramfs"]) {
      execFileSync("mcopy", ["-i", image, `::${name}`, join(this.#dir, name)]);
    }
    const script = readFileSync(join(neighbour, "www/boot.ipxe"), "utf8");
    const markedScript = script.replace(/^kernel .*/m, `$& loglevel=7 no_timer_check ${networkMark}`);
    writeFileSync(join(this.#dir, "boot.ipxe"), markedScript);
    const marked = readFileSync(image, "latin1")
      .replaceAll(diskWord, networkMark)
      .replaceAll("loglevel=4", "loglevel=7");
    writeFileSync(join(this.#dir, "guest.img"), marked, "latin1");
  }

  async #serve(): Promise<void> {
    this.#run("dnsmasq", [
      ...["--keep-in-foreground", `--conf-file=${join(neighbour, "dnsmasq.conf")}`],
      ...[`--dhcp-leasefile=${join(this.#dir, ".leases")}`, `--pid-file=${join(this.#dir, ".pid")}`],
      "--log-facility=-",
    ]);
    const web = ["-u", "-m", "http.server", "--protocol", "HTTP/1.1", "--bind", address];
    this.#run("python3", [...web, "--directory", this.#dir, "80"]);
    const isReady = (): boolean => /started, version/.test(this.#log) && /Serving HTTP/.test(this.#log);
    await eventually(isReady, 20, () => this.#log);
  }

  #run(program: string, args: readonly string[]): void {
    const child = spawn("ip", ["netns", "exec", this.#neighbour, program, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#log += text;
      });
    }
    this.#programs.push(child);
  }

  /** What both programs have said. */
  get log(): string {
    return this.#log;
  }

  /** The files that were fetched, in that order. */
  get fetched(): readonly string[] {
    return Array.from(this.#log.matchAll(/"GET \/(\S+) HTTP\/1\.1" 20/g), ([, name = ""]) => name);
  }

  async close(): Promise<void> {
    for (const child of this.#programs) {
      const exit = new Promise(resolve => child.once("exit", resolve));
      if (child.kill("SIGTERM")) await exit;
    }
    for (const namespace of [this.namespace, this.#neighbour]) {
      if (ip("netns", "list").split(/\s/).includes(namespace)) ip("netns", "delete", namespace);
    }
    rmSync(this.#dir, { recursive: true });
  }
}
