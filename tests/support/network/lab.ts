import { type ChildProcessWithoutNullStreams, execFile, execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { eventually } from "../eventually.ts";

const run = promisify(execFile);
const here = import.meta.dirname;
let labs = 0;

/** What the wiring process says (guest-networks.ts). */
export type Saying = Readonly<Record<string, unknown>>;

export interface FrameReport {
  readonly sent: number;
  /** Kinds of frames that did not arrive, or not unchanged. */
  readonly lost: { readonly in: readonly string[]; readonly out: readonly string[] };
  /** Frames that nobody of us has sent, in hexadecimal digits. */
  readonly strangers: { readonly in: readonly string[]; readonly out: readonly string[] };
}

/**
 * A network namespace that stands for the container, one for what is around it, and one in which containerlab parks
 * interfaces. Links come and go from outside, as containerlab makes them.
 */
export class Lab {
  readonly #name = `n-${process.pid}-${labs++}`;
  readonly inside = `${this.#name}-in`;
  readonly outside = `${this.#name}-out`;
  readonly parking = `${this.#name}-park`;
  readonly said: Saying[] = [];
  #wiring: ChildProcessWithoutNullStreams | undefined;

  constructor() {
    for (const name of this.#namespaces) this.ip("netns", "add", name);
    this.ip("-n", this.inside, "link", "set", "lo", "up");
  }

  get #namespaces(): readonly string[] {
    return [this.inside, this.outside, this.parking];
  }

  ip(...args: readonly string[]): string {
    return execFileSync("ip", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  /** What a program says that runs where the container is. */
  within(...command: readonly string[]): string {
    return this.ip("netns", "exec", this.inside, ...command);
  }

  /** Makes a link as containerlab does: under another name first, renamed inside, then up. */
  plugIn(name = "eth2", mtu = "9500"): void {
    const far = this.farEnd(name);
    this.ip(
      "link",
      "add",
      far,
      "netns",
      this.outside,
      "type",
      "veth",
      "peer",
      "name",
      `t-${name}`,
      "netns",
      this.inside,
    );
    this.ip("-n", this.outside, "link", "set", far, "addrgenmode", "none", "mtu", mtu, "up");
    this.ip("-n", this.inside, "link", "set", `t-${name}`, "name", name);
    this.ip("-n", this.inside, "link", "set", name, "mtu", mtu, "up");
  }

  farEnd(name = "eth2"): string {
    return `far-${name}`;
  }

  unplug(name = "eth2"): void {
    this.ip("-n", this.outside, "link", "del", this.farEnd(name));
  }

  /** What containerlab does before it stops a node. */
  park(name = "eth2"): void {
    this.ip("-n", this.inside, "link", "set", name, "down");
    this.ip("-n", this.inside, "link", "set", name, "netns", this.parking);
  }

  unpark(name = "eth2"): void {
    this.ip("-n", this.parking, "link", "set", name, "netns", this.inside);
    this.ip("-n", this.inside, "link", "set", name, "up");
  }

  /**
   * Starts the wiring of the guest's cards, and waits until it is in place.
   * @param classifier what an earlier self-test has shown to work
   */
  async wire(
    mode: string,
    names: readonly string[] = ["eth2"],
    downWhenOff = false,
    classifier = "",
  ): Promise<void> {
    const wiring = spawn("ip", [
      ...["netns", "exec", this.inside, process.execPath, join(here, "guest-networks.ts")],
      ...[mode, downWhenOff ? "downWhenOff" : "", classifier, ...names],
    ]);
    this.#wiring = wiring;
    const from = this.said.length;
    let rest = "";
    wiring.stdout.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      this.said.push(...lines.map(line => JSON.parse(line) as Saying));
    });
    wiring.stderr.setEncoding("utf8").on("data", (text: string) => this.said.push({ stderr: text }));
    await this.hears({ open: mode }, from);
  }

  /** Waits until the wiring says this, after the first `from` things that it said. */
  async hears(what: Saying, from = 0, seconds = 10): Promise<Saying> {
    const isMeant = (saying: Saying): boolean =>
      Object.entries(what).every(([key, value]) => saying[key] === value);
    return eventually(
      () => this.said.slice(from).find(isMeant),
      seconds,
      () => JSON.stringify(this.said),
    );
  }

  tell(word: string): void {
    this.#wiring?.stdin.write(`${word}\n`);
  }

  /** @param isOff whether the wires are to be taken away */
  async endWiring(isOff: boolean): Promise<void> {
    const wiring = this.#wiring;
    if (!wiring || wiring.exitCode !== null || wiring.signalCode !== null) return;
    const exit = new Promise(resolve => wiring.once("exit", resolve));
    wiring.stdin.end(isOff ? "off\n" : "leave\n");
    await exit;
  }

  /** The devices in the container that are ours. */
  get devices(): readonly string[] {
    return this.within("ls", "/sys/class/net")
      .split("\n")
      .filter(name => name.startsWith("qb-"));
  }

  /** Whether anything of ours is on one of the container's interfaces. */
  isTouched(name: string): boolean {
    const link = this.within("ip", "-d", "link", "show", "dev", name);
    return link.includes("master") || this.within("tc", "qdisc", "show", "dev", name).includes("clsact");
  }

  /** Frames of all kinds through a card's wire, both ways. */
  async frames(name = "eth2", device = "qb-nic0-00beef"): Promise<FrameReport> {
    return JSON.parse(await this.#python("frames.py", name, device));
  }

  /** Milliseconds from when a parked link is back to the first frame that reaches the guest's card. */
  async millisecondsToReturn(name = "eth2", device = "qb-nic0-00beef"): Promise<number> {
    return Number(await this.#python("return.py", name, device, this.parking));
  }

  /** What comes out at the far end, and to the guest, while `happens`, that nobody of us has sent. */
  async noise(happens: () => void, device = "qb-nic0-00beef"): Promise<{ in: number; out: number }> {
    const before = this.#counters(device);
    happens();
    await new Promise(resolve => setTimeout(resolve, 2500));
    const after = this.#counters(device);
    return { in: after.in - before.in, out: after.out - before.out };
  }

  #counters(device: string): { in: number; out: number } {
    const count = (namespace: string, name: string, direction: string): number => {
      const file = `/sys/class/net/${name}/statistics/${direction}`;
      return Number(this.ip("netns", "exec", namespace, "sh", "-c", `cat ${file} 2>/dev/null || echo 0`));
    };
    return {
      in: count(this.inside, device, "tx_packets") + count(this.inside, device, "tx_dropped"),
      out: count(this.outside, this.farEnd(), "rx_packets"),
    };
  }

  async #python(program: string, name: string, device: string, ...more: readonly string[]): Promise<string> {
    const args = [this.outside, this.farEnd(name), this.inside, device, name, ...more];
    return (await run("python3", [join(here, program), ...args], { timeout: 60_000 })).stdout;
  }

  async close(): Promise<void> {
    await this.endWiring(true);
    for (const name of this.#namespaces) this.ip("netns", "delete", name);
  }
}
