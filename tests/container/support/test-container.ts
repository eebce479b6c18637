import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../../../configs/setup/run.mjs";
import { quickGuest, quickGuestFolder } from "../../support/quick-guest.ts";
import { inEngineNamespaces, inEngineNetwork } from "./engine.ts";
import { guestConsole } from "./guest-console.ts";

export const image = process.env.QEMU_BMC_IMAGE ?? "qemu-bmc:test";
const userName = "admin";
export const password = "k7-Brimstone";

/** A machine that these tests are quick with, on any host. */
const machine = ["ENABLE_KVM=false", "VM_MEMORY=256", "VM_CPUS=1", `IPMI_PASS=${password}`];
/** Of docker run, for who does not care where the guest boots from. */
export const quickly = [
  ...["-v", `${quickGuestFolder}:/quick:ro`],
  ...["-e", `QEMU_EXTRA_ARGS=${quickGuest("/quick")}`],
];
const answerBound = 60_000;
const guestBound = 180_000;
const interval = 100;

export const docker = async (...args: readonly string[]): Promise<string> =>
  (await run("docker", args)).stdout.trim();

/** What ipmitool says for the administrator. */
export async function ipmitoolAt(
  address: string,
  port: string,
  secret: string,
  ...args: readonly string[]
): Promise<string> {
  const door = ["-I", "lanplus", "-C", "17", "-H", address, "-p", port, "-U", userName, "-P", secret];
  return (await inEngineNetwork("ipmitool", [...door, ...args])).stdout.trim();
}

/** A container of the image, its ports on free ones of this machine. */
export class TestContainer {
  readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }

  /** @param args of docker run, before the image's name */
  static run(...args: readonly string[]): Promise<TestContainer> {
    return TestContainer.start(args, []);
  }

  /**
   * @param args of docker run, before the image's name
   * @param command after the image's name
   */
  static async start(args: readonly string[], command: readonly string[]): Promise<TestContainer> {
    const name = `qemu-bmc-test-${randomBytes(4).toString("hex")}`;
    const ports = ["-p", "127.0.0.1::623/udp", "-p", "127.0.0.1::443/tcp"];
    const environment = machine.flatMap(setting => ["-e", setting]);
    await docker("run", "-d", "--name", name, ...ports, ...environment, ...args, image, ...command);
    return new TestContainer(name);
  }

  async remove(): Promise<void> {
    await docker("rm", "-f", "-v", this.name);
  }

  exec(...command: readonly string[]): Promise<string> {
    return docker("exec", this.name, ...command);
  }

  shell(script: string): Promise<string> {
    return this.exec("bash", "-c", script);
  }

  inspect(format: string): Promise<string> {
    return docker("inspect", "-f", format, this.name);
  }

  async logs(): Promise<string> {
    const { stdout, stderr } = await run("docker", ["logs", this.name]);
    return stdout + stderr;
  }

  async port(inside: string): Promise<string> {
    return (await docker("port", this.name, inside)).split(":").at(-1) ?? "";
  }

  async ipmitool(...args: readonly string[]): Promise<string> {
    return ipmitoolAt("127.0.0.1", await this.port("623/udp"), password, ...args);
  }

  async redfish(path: string, ...args: readonly string[]): Promise<Record<string, unknown>> {
    const url = `https://127.0.0.1:${await this.port("443/tcp")}/redfish/v1/${path}`;
    const always = ["-ksf", "--max-time", "20", "-u", `${userName}:${password}`];
    const { stdout } = await inEngineNetwork("curl", [...always, ...args, url]);
    return stdout === "" ? {} : JSON.parse(stdout);
  }

  reset(ResetType: string): Promise<unknown> {
    return this.redfish("Systems/1/Actions/ComputerSystem.Reset", "--json", JSON.stringify({ ResetType }));
  }

  /** Waits until `look` gives what is wanted; what it throws counts as not yet. */
  async until(what: string, look: () => Promise<unknown>, milliseconds = answerBound): Promise<void> {
    const deadline = performance.now() + milliseconds;
    let last: unknown;
    for (;;) {
      try {
        last = await look();
        if (last === true) return;
      } catch (error) {
        last = error;
      }
      if (performance.now() > deadline) {
        throw new Error(`Not within ${milliseconds} ms: ${what} (${last}). Its log:\n${await this.logs()}`);
      }
      await sleep(interval);
    }
  }

  /** Waits until the machine is on, by real ipmitool. */
  powered(state: "on" | "off"): Promise<void> {
    return this.until(`power ${state}`, async () => (await this.ipmitool("power", "status")).endsWith(state));
  }

  /** Waits until the machine is in this state by Redfish, which tells it from the way there. */
  settled(state: "On" | "Off"): Promise<void> {
    return this.until(state, async () => (await this.redfish("Systems/1")).PowerState === state);
  }

  health(state: "healthy" | "unhealthy"): Promise<void> {
    return this.until(state, async () => (await this.inspect("{{.State.Health.Status}}")) === state);
  }

  /** What the guest has put out on its serial line since there is a state. */
  async serialRecord(): Promise<string> {
    return this.shell("cat {/vm/.qemu-bmc,/var/lib/qemu-bmc}/serial.log 2>/dev/null; true");
  }

  /** Waits until the guest has printed this. */
  guestPrints(text: string): Promise<void> {
    return this.until(
      `${text} of the guest`,
      async () => (await this.serialRecord()).includes(text),
      guestBound,
    );
  }

  /**
   * Runs a command in the embedded Linux.
   * @param clients how many are at the serial line
   * @returns what the last of them heard
   */
  guestRuns(command: string, clients = 1): Promise<string> {
    return this.exec("node", "-e", guestConsole("/var/run/qemu/console.sock", command, clients));
  }

  /** What stands in the container's network namespace is done there with this machine's programs. */
  async ip(...args: readonly string[]): Promise<void> {
    await inEngineNamespaces("nsenter", ["-t", await this.inspect("{{.State.Pid}}"), "-n", "ip", ...args]);
  }

  /** What PID 1 runs, seen from outside: the container may have no program yet. */
  async program(): Promise<string> {
    const file = `/proc/${await this.inspect("{{.State.Pid}}")}/comm`;
    return (await inEngineNamespaces("cat", [file])).stdout.trim();
  }

  /** Of the program whose command line begins so. */
  async pid(program: string): Promise<string> {
    const found = await this.shell(
      `for p in /proc/[0-9]*; do [[ $(tr '\\0' ' ' <$p/cmdline) == ${program}* ]] && echo \${p#/proc/}; done; true`,
    );
    return found.split("\n")[0] ?? "";
  }
}
