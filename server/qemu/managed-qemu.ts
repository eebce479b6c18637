import { setTimeout as sleep } from "node:timers/promises";
import type { MediaSlot } from "../events/events.ts";
import { asMachineError } from "../machine/errors.ts";
import type {
  BootDevice,
  BootPlan,
  Hypervisor,
  HypervisorFacts,
  HypervisorUsage,
  Medium,
} from "../machine/hypervisor.ts";
import type { ChosenAccelerator } from "./accelerator.ts";
import { needsColdStart, requireSomethingToTry } from "./boot-needs.ts";
import { BootPlanner } from "./boot-planner.ts";
import { CardChanges } from "./card-changes.ts";
import { connectCards } from "./card-plugging.ts";
import { enterFirmwareMenu } from "./firmware-menu.ts";
import { handOver } from "./hand-over.ts";
import type { ManagedQemuOptions } from "./managed-qemu-options.ts";
import { placeOf } from "./media-devices.ts";
import { QemuProcess } from "./process.ts";
import { QmpClient } from "./qmp/client.ts";
import type { QmpEvent } from "./qmp/protocol.ts";
import { QmpGuest } from "./qmp-guest.ts";
import { connectToNew, startProcess } from "./start-process.ts";
import { UsageMeter } from "./usage-meter.ts";

/** Milliseconds. */
const quitBound = 2000;
/** A system_reset within some 12 ms of the guest's first instruction hangs SeaBIOS for good. */
const resetGuard = 50;

/** A QEMU that the BMC starts, and finds again after a restart of its own. */
export class ManagedQemu extends QmpGuest implements Hypervisor {
  readonly #options: ManagedQemuOptions;
  readonly #process: QemuProcess;
  readonly #usage = new UsageMeter();
  #qmp: QmpClient;
  #boot: BootPlanner;
  #facts: HypervisorFacts;
  #ending = false;
  #runningSince = Number.NEGATIVE_INFINITY;
  readonly #cardChanges: CardChanges;

  constructor(
    options: ManagedQemuOptions,
    facts: Pick<HypervisorFacts, "program" | "cpus" | "memory" | "nics">,
  ) {
    super(options.now, options.onError);
    this.#options = options;
    this.#process = new QemuProcess(options.files);
    this.#cardChanges = new CardChanges(() => this.#connectCards(), options.onError);
    this.#facts = facts;
    [this.#qmp, this.#boot] = this.#newConversation();
  }

  protected override get qmp(): QmpClient {
    return this.#qmp;
  }

  protected override get runtimeFolder(): string {
    return this.#options.files.qemuDir;
  }

  get facts(): HypervisorFacts {
    const { networks } = this.#options;
    return networks ? { ...this.#facts, network: networks.access } : this.#facts;
  }

  get bootDevices(): readonly BootDevice[] {
    return this.#options.bootDevices();
  }

  get usage(): HypervisorUsage | undefined {
    const { pid } = this.#process;
    return this.status === "absent" || pid === undefined ? undefined : this.#usage.of(pid);
  }

  async refreshUsage(): Promise<void> {
    const { pid } = this.#process;
    if (this.status === "absent" || pid === undefined) return;
    const { memory, nics } = this.#facts;
    const { sinceReset } = this.monitor;
    await this.#usage.look(this.#qmp, { pid, memory: memory * 2 ** 20, cards: nics.length, sinceReset });
  }

  async find(): Promise<void> {
    this.#options.lending.folder(this.#options.files.qemuDir);
    if (!this.#process.find()) return;
    const accelerator = this.#options.knownAccelerator;
    if (accelerator) this.#facts = { ...this.#facts, accelerator };
    try {
      this.#options.serial.connect();
      await this.#qmp.connect();
    } catch (error) {
      // Its process is there, so the guest is taken to run: it can be switched off, and the monitor may answer later.
      this.monitor.status = "running";
      this.#onLost(asMachineError(error).message);
    }
  }

  async start(plan: BootPlan): Promise<void> {
    if (this.status !== "absent") await this.stop();
    const accelerator = await this.#options.chooseAccelerator();
    try {
      await this.#launch(plan, accelerator);
    } catch (error) {
      if (accelerator.name !== "kvm" || this.#process.alive) throw error;
      const reason = `QEMU ended with KVM: ${asMachineError(error).message}`;
      const tcg = { name: "tcg", cpu: "max", reason } as const;
      // A mistake in the configuration ends QEMU with TCG just as well, and then says nothing about KVM.
      await this.#launch(plan, tcg);
      this.#options.onAcceleratorFailed(tcg);
    }
  }

  async #launch(plan: BootPlan, accelerator: ChosenAccelerator): Promise<void> {
    const { files, spec, serial, variables } = this.#options;
    const machine = await spec();
    const flash = plan.mode === "uefi" ? await variables.prepare(plan) : undefined;
    this.bootPlan = plan;
    this.#ending = true;
    try {
      const start = { machine, flash, plan, accelerator, media: this.media };
      await startProcess(this.#process, this.#options, start);
      [this.#qmp, this.#boot] = this.#newConversation();
      await connectToNew(this.#qmp, this.#process);
      serial.connect();
      await this.#options.networks?.opened({
        setLink: (card, up) => this.setLink(card, up),
        handOver: (card, device) => this.guard(() => this.#handOver(card, device)),
      });
      await this.execute("cont", {});
    } catch (error) {
      await this.stop();
      throw error;
    }
    this.#ending = false;
    const { name, reason } = accelerator;
    const { nics, settings } = machine;
    this.#facts = {
      ...this.#facts,
      cpus: settings.cpus,
      memory: settings.memory,
      nics,
      accelerator: { name, reason },
    };
    this.monitor.status = "running";
    this.monitor.ownReset();
    this.#runningSince = this.#options.now();
    if (plan.target === "biosSetup" && !flash) {
      enterFirmwareMenu(this.#qmp, files.firmwareLog).catch(this.#options.onError);
    }
  }

  override setMedium(slot: MediaSlot, medium: Medium | undefined): Promise<void> {
    if (medium) this.#options.lending.lend(placeOf(medium));
    return super.setMedium(slot, medium);
  }

  async stop(): Promise<void> {
    this.#ending = true;
    this.#boot.cancel();
    try {
      if (this.#process.alive) await this.#quit();
      await this.#options.tpm?.stop();
    } finally {
      this.#qmp.close();
      this.#ending = false;
    }
    this.#gone();
  }

  #gone(): void {
    this.monitor.status = "absent";
    this.#options.serial.disconnect();
  }

  async #quit(): Promise<void> {
    const quit = this.#qmp.connected ? this.#qmp.execute("quit", {}, quitBound) : Promise.resolve();
    // A QEMU that does not answer is ended by signals below; that is no failure of the operation.
    await quit.catch(() => {});
    if (!(await this.#process.gone(quitBound))) await this.#process.end();
  }

  async reset(): Promise<void> {
    await this.guard(() => this.#boot.flush());
    const tooEarly = this.#runningSince + resetGuard - this.#options.now();
    if (tooEarly > 0) await sleep(tooEarly);
    this.monitor.ownReset();
    await this.execute("system_reset", {});
  }

  async prepareBoot(plan: BootPlan): Promise<"warm" | "cold"> {
    if (plan.mode === "uefi") await this.#options.variables.firmware;
    requireSomethingToTry(this.bootDevices, plan);
    this.bootPlan = plan;
    if (this.status === "absent" || !this.#qmp.connected) return "warm";
    await this.guard(() => this.#boot.prepare(plan));
    return this.#needsColdStart(plan) ? "cold" : "warm";
  }

  #needsColdStart(plan: BootPlan): boolean {
    return needsColdStart(this.#process, plan, this.#options.menuTimeout);
  }

  /**
   * Brings the cards of a running machine to what they are to be, one change after the other. Of a machine that is off,
   * or about to be on, the next start brings it about.
   * @throws MachineError
   */
  connectCards(): Promise<void> {
    return this.#cardChanges.run();
  }

  /** @returns what failed */
  async #connectCards(): Promise<readonly unknown[]> {
    const { networks } = this.#options;
    if (!networks || !this.#qmp.connected || this.#ending) return [];
    const give = (card: string, device: string | undefined) => this.#handOver(card, device);
    const failures = await this.guard(() => connectCards(this.#qmp, networks, give));
    await this.synchronizeLinks();
    this.#facts = { ...this.#facts, nics: networks.nics };
    await this.hardwareWatch.read();
    return failures;
  }

  /** A hub that leads nowhere takes no frame. */
  #handOver(card: string, device: string | undefined): Promise<void> {
    const give = (): Promise<void> => handOver(this.#qmp, this.#options.files, card, device);
    return this.reconnect(card, device !== undefined, give);
  }

  protected override onQmpEvent(event: QmpEvent): void {
    super.onQmpEvent(event);
    if (event.event === "DEVICE_DELETED") this.#cardChanges.cardLeft();
  }

  /** Lets go of the guest, which runs on. */
  abandon(): void {
    this.#ending = true;
    this.#boot.cancel();
    this.#qmp.close();
  }

  /** @throws MachineError */
  async sendSerialBreak(): Promise<void> {
    await this.execute("chardev-send-break", { id: "serial0" });
  }

  #newConversation(): [QmpClient, BootPlanner] {
    const qmp: QmpClient = new QmpClient(this.#options.files.qmp, {
      onEvent: event => this.onQmpEvent(event),
      onConnected: async version => {
        this.#facts = { ...this.#facts, version };
        const { status } = await qmp.execute("query-status", {});
        this.monitor.synchronize(status);
        await this.synchronizeMedia().catch(this.#options.onError);
        await this.synchronizeLinks().catch(this.#options.onError);
        await this.hardwareWatch.read();
      },
      onLost: detail => this.#onLost(detail),
    });
    return [
      qmp,
      new BootPlanner(qmp, this.monitor, this.#options.onError, plan => this.#needsColdStart(plan)),
    ];
  }

  /** The monitor's end is mostly QEMU's end; when it is not, the monitor is sought again. */
  #onLost(detail: string): void {
    if (this.#ending) return;
    this.#whenLost(detail).catch(this.#options.onError);
  }

  async #whenLost(detail: string): Promise<void> {
    if (await this.#process.gone(quitBound)) {
      if (this.#ending || this.status === "absent") return;
      this.#boot.cancel();
      this.#qmp.close();
      this.#gone();
      this.emit({ type: "died", lastWords: this.#process.lastWords });
      return;
    }
    this.emit({ type: "lost", detail });
    await this.#qmp.reconnect();
    if (this.#qmp.connected) this.emit({ type: "found" });
  }
}
