import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Accelerator, BootMode, MediaSlot, NetworkAccess } from "../events/events.ts";
import { bootSequence } from "../machine/boot-order.ts";
import { asMachineError, MachineError } from "../machine/errors.ts";
import type {
  BootDevice,
  BootPlan,
  Hypervisor,
  HypervisorFacts,
  HypervisorUsage,
  Medium,
} from "../machine/hypervisor.ts";
import type { ChosenAccelerator } from "./accelerator.ts";
import { BootPlanner } from "./boot-planner.ts";
import { type CardEnds, connectCards } from "./card-plugging.ts";
import { bootArgument, commandLine, flashGuards, type MachineSpec, webBootOnly } from "./command-line.ts";
import type { DiskSpec } from "./disk-devices.ts";
import { enterFirmwareMenu } from "./firmware-menu.ts";
import { handOver } from "./hand-over.ts";
import { InheritedFiles } from "./inherited-files.ts";
import type { Lending } from "./lending.ts";
import { placeOf, usbDiskId } from "./media-devices.ts";
import { QemuProcess } from "./process.ts";
import { QmpClient } from "./qmp/client.ts";
import type { QmpEvent } from "./qmp/protocol.ts";
import { QmpGuest } from "./qmp-guest.ts";
import type { RuntimeFiles } from "./runtime-files.ts";
import type { Flash, MachineVariables } from "./uefi/machine-variables.ts";
import { UsageMeter } from "./usage-meter.ts";

const quitBound = 2000;
const firstConnectBound = 10_000;
const connectInterval = 5;
/** A system_reset within some 12 ms of the guest's first instruction hangs SeaBIOS for good. */
const resetGuard = 50;

export interface ManagedQemuOptions {
  readonly binary: string;
  readonly files: RuntimeFiles;
  /** The machine as it is configured now; read at each cold start. @throws MachineError */
  readonly spec: () => Promise<MachineSpec>;
  /** Milliseconds for which every boot offers the firmware's menu. */
  readonly menuTimeout: number;
  /** Plays the TPM of a QEMU that has one; told before each start, and when QEMU is gone. It ends with QEMU by itself. */
  readonly tpm?: { start(): Promise<void>; stop(): Promise<void> } | undefined;
  /** What it has to boot. */
  readonly bootDevices: () => readonly BootDevice[];
  /** For starts in UEFI mode. */
  readonly variables: MachineVariables;
  readonly chooseAccelerator: () => Promise<ChosenAccelerator>;
  /** QEMU died with KVM before the guest ran: what takes its place. */
  readonly onAcceleratorFailed: (tcg: ChosenAccelerator) => void;
  /** The one with which the guest runs that is found at start. */
  readonly knownAccelerator: Accelerator | undefined;
  /** The serial line: told before a new guest's first instruction, for one that was found, and when it is gone. */
  readonly serial: { connect(): void; disconnect(): void };
  /** Told before each start: what the last firmware said is over. */
  readonly firmwareLog: { begin(): void };
  readonly vncPassword: string;
  /** What the machine's cards are connected to; QEMU's own network where there is nothing. */
  readonly networks?: CardNetworks;
  readonly lending: Lending;
  /** What fails beside the operations that somebody waits for. */
  readonly onError: (error: unknown) => void;
  readonly now: () => number;
}

/** What can be done with the cards' cables. */
export interface OpenedGuest {
  setLink(card: string, up: boolean): Promise<void>;
  /** @param device the number of a macvtap's file; undefined when it is gone */
  handOver(card: string, device: string | undefined): Promise<void>;
}

export interface CardNetworks extends CardEnds {
  readonly access: NetworkAccess;
  /** Called before a new guest's first instruction, when QEMU has opened what the cards are connected to. */
  opened(guest: OpenedGuest): Promise<void>;
}

/** A disk belongs to whoever made it; only who may not be asked to give it away opens it for QEMU. */
const inheritedDisk = (disk: DiskSpec, inherited: InheritedFiles): DiskSpec =>
  disk.readOnly ? disk : { ...disk, file: inherited.add(disk.file) };

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
  #cardChanges: Promise<unknown> = Promise.resolve();
  #cardsAreOverdue = false;

  constructor(
    options: ManagedQemuOptions,
    facts: Pick<HypervisorFacts, "program" | "cpus" | "memory" | "nics">,
  ) {
    super(options.now, options.onError);
    this.#options = options;
    this.#process = new QemuProcess(options.files);
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
    const { binary, files, spec, serial, variables, firmwareLog, lending, menuTimeout } = this.#options;
    const machine = await spec();
    const flash = plan.mode === "uefi" ? await variables.prepare(plan) : undefined;
    this.bootPlan = plan;
    this.#ending = true;
    const inherited = new InheritedFiles();
    try {
      firmwareLog.begin();
      await this.#options.tpm?.start();
      this.#lendFiles(machine, flash);
      const disks = lending.user ? machine.disks.map(disk => inheritedDisk(disk, inherited)) : machine.disks;
      const started = { ...machine, disks, flash, menuTimeout };
      const args = commandLine(started, this.media, plan, accelerator, files);
      await this.#process.spawn(binary, [...args, ...inherited.arguments], lending.user, inherited.fds);
      [this.#qmp, this.#boot] = this.#newConversation();
      await this.#connectToNew();
      serial.connect();
      await this.#options.networks?.opened({
        setLink: (card, up) => this.setLink(card, up),
        handOver: (card, device) => this.guard(() => this.#handOver(card, device)),
      });
      await this.execute("cont", {});
    } catch (error) {
      await this.stop();
      throw error;
    } finally {
      inherited.close();
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

  #lendFiles({ cloudInit, tpmSocket }: MachineSpec, flash: Flash | undefined): void {
    const { files, vncPassword, lending } = this.#options;
    writeFileSync(files.vncPassword, vncPassword, { mode: 0o600 });
    for (const file of [files.vncPassword, files.firmwareLog]) lending.lend(file);
    for (const file of [cloudInit, tpmSocket]) if (file !== undefined) lending.lend(file);
    if (flash) for (const file of [flash.code, flash.variables]) lending.lend(file);
    for (const medium of Object.values(this.media)) lending.lend(placeOf(medium));
  }

  override setMedium(slot: MediaSlot, medium: Medium | undefined): Promise<void> {
    if (medium) this.#options.lending.lend(placeOf(medium));
    return super.setMedium(slot, medium);
  }

  /** The socket appears while QEMU starts; a QEMU that ends instead says why on stderr. */
  async #connectToNew(): Promise<void> {
    const deadline = performance.now() + firstConnectBound;
    for (;;) {
      try {
        await this.#qmp.connect();
        return;
      } catch (error) {
        if (!this.#process.alive) {
          throw new MachineError("failed", this.#process.lastWords || "QEMU ended at once.", {
            cause: error,
          });
        }
        if (performance.now() > deadline) throw error;
        await sleep(connectInterval);
      }
    }
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
    this.#requireSomethingToTry(plan);
    this.bootPlan = plan;
    if (this.status === "absent" || !this.#qmp.connected) return "warm";
    await this.guard(() => this.#boot.prepare(plan));
    return this.#needsColdStart(plan) ? "cold" : "warm";
  }

  /** Settings, the firmware, its menu and what it may try are QEMU's command line; some ways to boot, its variables. */
  #needsColdStart(plan: BootPlan): boolean {
    return (
      plan.cold === true ||
      plan.mode !== this.#runningMode ||
      plan.target === "biosSetup" ||
      plan.target === "uefiHttp" ||
      !this.#process.hasArgument(bootArgument(plan, this.#options.menuTimeout)) ||
      this.#process.hasArgument(webBootOnly)
    );
  }

  /** QEMU ends its boot list where nothing else may be tried, but not a list in which there is nothing. */
  #requireSomethingToTry(plan: BootPlan): void {
    const lasting = this.bootDevices.filter(({ id }) => id !== usbDiskId);
    if (lasting.length > 0 && bootSequence(lasting, plan).length === 0) {
      throw new MachineError("notSupported", "The firmware must be left a device that it may try.");
    }
  }

  get #runningMode(): BootMode {
    return flashGuards.some(guard => this.#process.hasArgument(guard)) ? "uefi" : "legacy";
  }

  /**
   * Brings the cards of a running machine to what they are to be, one change after the other. Of a machine that is off,
   * or about to be on, the next start brings it about.
   * @throws MachineError
   */
  connectCards(): Promise<void> {
    const done = this.#cardChanges.then(async () => {
      const { networks } = this.#options;
      if (!networks || !this.#qmp.connected || this.#ending) return;
      const give = (card: string, device: string | undefined) => this.#handOver(card, device);
      const failures = await this.guard(() => connectCards(this.#qmp, networks, give));
      this.#cardsAreOverdue = failures.length > 0;
      for (const failure of failures) this.#options.onError(failure);
      await this.synchronizeLinks();
      this.#facts = { ...this.#facts, nics: networks.nics };
      await this.hardwareWatch.read();
    });
    this.#cardChanges = done.catch(() => {});
    return done;
  }

  /** A hub that leads nowhere takes no frame. */
  #handOver(card: string, device: string | undefined): Promise<void> {
    const give = (): Promise<void> => handOver(this.#qmp, this.#options.files, card, device);
    return this.reconnect(card, device !== undefined, give);
  }

  /** A guest may let go of a card when nobody waits for it any more. */
  protected override onQmpEvent(event: QmpEvent): void {
    super.onQmpEvent(event);
    if (event.event !== "DEVICE_DELETED" || !this.#cardsAreOverdue) return;
    this.#cardsAreOverdue = false;
    this.connectCards().catch(this.#options.onError);
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
