import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guestImagePath } from "../../configs/guest/guest-image.mjs";
import { QmpConnection } from "../../server/qemu/qmp/connection.ts";
import { eventually } from "../support/eventually.ts";

/** What a machine may have, as far as the guest has drivers for it. */
const devices = [
  ...["-device", "virtio-scsi-pci", "-device", "scsi-cd", "-device", "virtio-rng-pci"],
  ...["-device", "qemu-xhci", "-device", "usb-tablet", "-nic", "user,model=virtio"],
  ...["-device", "ipmi-bmc-sim,id=bmc", "-device", "isa-ipmi-kcs,bmc=bmc"],
  ...["-device", "i6300esb", "-device", "pvpanic-pci"],
];

/** The embedded guest in a QEMU without a BMC: its serial line is the process's standard input and output. */
export class RunningGuest {
  readonly #folder: string;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #exit: Promise<number | null>;
  qmp!: QmpConnection;
  #serial = "";
  #errors = "";
  #seen = 0;

  private constructor(folder: string) {
    this.#folder = folder;
    const image = `file=${guestImagePath(process.env)},format=raw,if=virtio,readonly=on`;
    this.#process = spawn("qemu-system-x86_64", [
      ...["-machine", "q35", "-accel", "tcg", "-m", "256", "-display", "none"],
      ...["-serial", "stdio", "-drive", image],
      ...["-qmp", `unix:${this.#socket},server=on,wait=off`, ...devices],
    ]);
    this.#process.stdout.setEncoding("latin1").on("data", (text: string) => {
      this.#serial += text;
    });
    this.#process.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#errors += text;
    });
    this.#exit = new Promise(resolve => this.#process.once("exit", resolve));
  }

  static async start(): Promise<RunningGuest> {
    const guest = new RunningGuest(mkdtempSync(join(tmpdir(), "guest-")));
    await eventually(
      () => existsSync(guest.#socket),
      20,
      () => guest.#errors,
    );
    guest.qmp = await QmpConnection.open(guest.#socket, { onEvent() {}, onClose() {} });
    return guest;
  }

  get #socket(): string {
    return join(this.#folder, "qmp");
  }

  type(text: string): void {
    this.#process.stdin.write(text, "latin1");
  }

  /** Waits until the serial line shows this, after what was last waited for, and gives all up to there. */
  async shows(pattern: RegExp, seconds = 60): Promise<string> {
    const rest = (): string => this.#serial.slice(this.#seen);
    const found = await eventually(
      () => pattern.exec(rest()) ?? undefined,
      seconds,
      () => `${rest()}\n${this.#errors}`,
    );
    const shown = rest().slice(0, found.index + found[0].length);
    this.#seen += shown.length;
    return shown;
  }

  async logIn(): Promise<void> {
    await this.shows(/guest login: /);
    this.type("root\n");
    await this.shows(/~ # /);
  }

  /** What a command prints. */
  async run(command: string): Promise<string> {
    this.type(`${command}; echo =""end\n`);
    const shown = await this.shows(/=end\r?\n/);
    await this.shows(/~ # /);
    return shown;
  }

  /** Presses keys one after the other, by QEMU's names; "shift-s" and the like together. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#pressTogether(key.split("-"));
  }

  async #pressTogether(keys: readonly string[]): Promise<void> {
    await this.qmp.execute("send-key", { keys: keys.map(data => ({ type: "qcode", data })) });
    // QEMU holds keys for 100 ms; pressed any faster, a key may come before the one before it is let go.
    await new Promise(resolve => setTimeout(resolve, 120));
  }

  /** Waits until QEMU has ended, and gives its status. */
  async ended(seconds: number): Promise<number | null> {
    await eventually(
      () => this.#process.exitCode !== null,
      seconds,
      () => this.#serial.slice(-500),
    );
    return this.#exit;
  }

  async close(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#exit;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
