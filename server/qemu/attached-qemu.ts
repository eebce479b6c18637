import { mkdirSync } from "node:fs";
import { MachineError } from "../machine/errors.ts";
import type { BootDevice, BootPlan, Hypervisor, HypervisorFacts } from "../machine/hypervisor.ts";
import { presentDevices } from "./boot-order.ts";
import { BootPlanner } from "./boot-planner.ts";
import { usbDiskId } from "./media-devices.ts";
import { QmpClient } from "./qmp/client.ts";
import { QmpGuest } from "./qmp-guest.ts";

export interface AttachedQemuOptions {
  readonly qmpSocket: string;
  /** What power off means: the guest stands still, or QEMU ends (and whoever runs it may start it again). */
  readonly off: "stop" | "quit";
  /** Where it is told, the socket of the serial line: a break is sent to the chardev behind it. */
  readonly serialSocket?: string;
  /** Pictures of the screen go through it, so QEMU has to be able to write there. */
  readonly runtimeFolder: string;
  /** Called for every QEMU that is found. */
  readonly connectSerial: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  readonly now: () => number;
}

/** What only QEMU's command line and its firmware's variables bring about. */
const refused = { biosSetup: "its firmware's setup", uefiHttp: "an HTTP boot" } as const;

/** A QEMU that somebody else runs: it is asked, never started. */
export class AttachedQemu extends QmpGuest implements Hypervisor {
  readonly #options: AttachedQemuOptions;
  readonly #qmp: QmpClient;
  readonly #boot: BootPlanner;
  #facts: HypervisorFacts = { cpus: 0, memory: 0, nics: [] };
  #bootDevices: readonly BootDevice[] = [];

  constructor(options: AttachedQemuOptions) {
    super(options.now, options.onError);
    this.#options = options;
    this.#qmp = new QmpClient(options.qmpSocket, {
      onEvent: event => this.onQmpEvent(event),
      onConnected: version => this.#onConnected(version),
      onLost: detail => this.#onLost(detail),
    });
    this.#boot = new BootPlanner(this.#qmp, this.monitor, options.onError, () => false);
  }

  protected override get qmp(): QmpClient {
    return this.#qmp;
  }

  protected override get runtimeFolder(): string {
    return this.#options.runtimeFolder;
  }

  get facts(): HypervisorFacts {
    return this.#facts;
  }

  /** Those of the QEMU that was found last. */
  get bootDevices(): readonly BootDevice[] {
    return this.#bootDevices;
  }

  /** A QEMU that is not there yet is waited for in the background. */
  async find(): Promise<void> {
    mkdirSync(this.#options.runtimeFolder, { recursive: true, mode: 0o700 });
    try {
      await this.#qmp.connect();
    } catch (error) {
      this.#onLost((error as Error).message);
    }
  }

  async start(plan: BootPlan): Promise<void> {
    if (this.status === "absent") {
      throw new MachineError("unreachable", `No QEMU answers at ${this.#options.qmpSocket}.`);
    }
    await this.prepareBoot(plan);
    await this.reset();
    await this.resume();
  }

  async stop(): Promise<void> {
    if (this.status !== "running" && this.status !== "paused") return;
    if (this.#options.off === "quit") await this.execute("quit", {});
    else if (this.status === "running") await this.execute("stop", {});
  }

  async reset(): Promise<void> {
    await this.guard(() => this.#boot.flush());
    this.monitor.ownReset();
    await this.execute("system_reset", {});
  }

  async prepareBoot(plan: BootPlan): Promise<"warm"> {
    this.bootPlan = plan;
    if (plan.target === "biosSetup" || plan.target === "uefiHttp") {
      throw new MachineError(
        "notSupported",
        `An attached QEMU cannot be started with ${refused[plan.target]}.`,
      );
    }
    if ((plan.disabled ?? []).length > 0) {
      throw new MachineError("notSupported", "An attached QEMU cannot be kept from trying a device.");
    }
    if (this.#qmp.connected) await this.guard(() => this.#boot.prepare(plan));
    return "warm";
  }

  /** Lets go of the guest, which runs on. */
  abandon(): void {
    this.#boot.cancel();
    this.#qmp.close();
  }

  /** @throws MachineError */
  async sendSerialBreak(): Promise<void> {
    const { serialSocket } = this.#options;
    const chardevs = await this.execute("query-chardev", {});
    const chardev = chardevs.find(
      ({ filename }) => serialSocket !== undefined && filename.includes(serialSocket),
    );
    if (!chardev) throw new MachineError("notFound", "This QEMU's serial line is not known (SERIAL_SOCK).");
    await this.execute("chardev-send-break", { id: chardev.label });
  }

  async #onConnected(version: string): Promise<void> {
    const [{ status }, kvm, cpus, memory] = await Promise.all([
      this.#qmp.execute("query-status", {}),
      this.#qmp.execute("query-kvm", {}),
      this.#qmp.execute("query-cpus-fast", {}),
      this.#qmp.execute("query-memory-size-summary", {}),
    ]);
    const [cpu] = cpus;
    this.#facts = {
      version,
      ...(cpu && { program: `qemu-system-${cpu.target}` }),
      accelerator: { name: kvm.enabled ? "kvm" : "tcg", reason: "The attached QEMU was started with it." },
      cpus: cpus.length,
      memory: memory["base-memory"] / 2 ** 20,
      nics: [],
    };
    this.#bootDevices = withSlots(await presentDevices(this.#qmp));
    await this.#options.connectSerial().catch(this.#options.onError);
    await this.synchronizeMedia().catch(this.#options.onError);
    await this.synchronizeLinks().catch(this.#options.onError);
    await this.hardwareWatch.read();
    this.monitor.synchronize(status);
  }

  #onLost(detail: string): void {
    const { status } = this.monitor;
    this.monitor.status = "absent";
    if (status !== "absent") this.emit({ type: "died", lastWords: detail });
    this.emit({ type: "lost", detail });
    this.#qmp
      .reconnect()
      .then(() => {
        if (this.#qmp.connected) this.emit({ type: "found" });
      })
      .catch(this.#options.onError);
  }
}

/** The first CD drive serves as "Cd1", and the removable disk has its place before it is put in. */
function withSlots(devices: readonly BootDevice[]): readonly BootDevice[] {
  const cd = devices.find(({ kind }) => kind === "cd");
  const others = devices.filter(({ id }) => id !== usbDiskId);
  return [
    ...others.map(
      ({ id, kind }): BootDevice => ({ id, kind, ...(id === cd?.id && { slot: "Cd1" as const }) }),
    ),
    { id: usbDiskId, kind: "usb", slot: "Usb1" },
  ];
}
