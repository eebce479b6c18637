import type { MediaSlot } from "../../server/events/events.ts";
import { MachineError } from "../../server/machine/errors.ts";
import type { Hardware } from "../../server/machine/hardware.ts";
import type {
  BootDevice,
  BootPlan,
  GuestStatus,
  Hypervisor,
  HypervisorEvent,
  HypervisorFacts,
  HypervisorUsage,
  Medium,
  Picture,
} from "../../server/machine/hypervisor.ts";
import type { Chord } from "../../server/machine/keys.ts";

/**
 * A hypervisor without a guest, for what cannot be caused otherwise: faults, exact timing, guests that do not obey.
 * `calls` lists what the machine asked for; `fail` makes the next call of that name reject.
 */
export class FakeHypervisor implements Hypervisor {
  status: GuestStatus = "absent";
  facts: HypervisorFacts = {
    version: "7.2.22",
    program: "qemu-system-x86_64",
    accelerator: { name: "tcg", reason: "This is a test." },
    cpus: 2,
    memory: 2048,
    nics: [{ id: "nic0", mac: "52:54:00:12:34:56" }],
  };
  bootDevices: readonly BootDevice[] = [
    { id: "disk0", kind: "hdd", uefiPath: "PciRoot(0x0)/Pci(0x5,0x0)" },
    { id: "cd0", kind: "cd", slot: "Cd1", uefiPath: "PciRoot(0x0)/Pci(0x1F,0x2)/Sata(0x0,0xFFFF,0x0)" },
    { id: "usb0", kind: "usb", slot: "Usb1" },
    { id: "nic0", kind: "pxe", mac: "52:54:00:12:34:56" },
  ];
  usage: HypervisorUsage | undefined;
  readonly calls: string[] = [];
  readonly plans: BootPlan[] = [];
  /** Milliseconds that starting and stopping take. */
  delay = 0;
  /** Whether the guest follows the power button. */
  obeys = true;
  /** What the next boot plan needs. */
  preparation: "warm" | "cold" = "warm";
  readonly #failures = new Map<string, MachineError>();
  #listener: (event: HypervisorEvent) => void = () => {};

  fail(call: string, error = new MachineError("failed", `${call} failed`)): void {
    this.#failures.set(call, error);
  }

  emit(event: HypervisorEvent): void {
    this.#listener(event);
  }

  onEvent(listener: (event: HypervisorEvent) => void): void {
    this.#listener = listener;
  }

  /** What finding the guest brings about. */
  onFind = (): void => {};

  async find(): Promise<void> {
    await this.#call("find");
    this.onFind();
  }

  async start(plan: BootPlan): Promise<void> {
    this.plans.push(plan);
    await this.#call("start", this.delay);
    this.status = "running";
  }

  async stop(): Promise<void> {
    await this.#call("stop", this.delay);
    this.status = "absent";
  }

  async reset(): Promise<void> {
    await this.#call("reset");
  }

  async pause(): Promise<void> {
    await this.#call("pause");
    this.status = "paused";
  }

  async resume(): Promise<void> {
    await this.#call("resume");
    this.status = "running";
  }

  async powerButton(): Promise<void> {
    await this.#call("powerButton");
    if (this.obeys) setImmediate(() => this.guestShutsDown());
  }

  /** What is in the slots. */
  readonly media = new Map<MediaSlot, Medium>();

  /** The file that is in a slot; "" for none, and for what is no file. */
  fileIn(slot: MediaSlot): string {
    const medium = this.media.get(slot);
    return medium && "file" in medium ? medium.file : "";
  }

  async setMedium(slot: MediaSlot, medium: Medium | undefined): Promise<void> {
    this.#mayFail("setMedium");
    if (medium) this.media.set(slot, medium);
    else this.media.delete(slot);
  }

  /** What setLink was told, by the id of the card. */
  readonly links = new Map<string, boolean>();

  async setLink(card: string, up: boolean): Promise<void> {
    this.#mayFail("setLink");
    this.links.set(card, up);
  }

  /** Tells what it was found to be made of. */
  showHardware: (hardware: Hardware) => void = () => {};

  onHardware(listener: (hardware: Hardware) => void): void {
    this.showHardware = listener;
  }

  async injectNmi(): Promise<void> {
    await this.#call("injectNmi");
  }

  /** What the screen shows. */
  shown: Picture = { width: 2, height: 1, pixels: Uint8Array.of(255, 0, 0, 0, 0, 255) };

  async picture(): Promise<Picture> {
    await this.#call("picture", this.delay);
    return this.shown;
  }

  /** What was pressed, in order. */
  readonly pressed: Chord[] = [];

  async pressKeys(chord: Chord): Promise<void> {
    this.#mayFail("pressKeys");
    this.pressed.push(chord);
  }

  async prepareBoot(plan: BootPlan): Promise<"warm" | "cold"> {
    this.plans.push(plan);
    await this.#call("prepareBoot");
    return this.preparation;
  }

  guestShutsDown(): void {
    this.status = "shutdown";
    this.emit({ type: "shutdown", by: "guest" });
  }

  dies(lastWords = ""): void {
    this.status = "absent";
    this.emit({ type: "died", lastWords });
  }

  async #call(name: string, milliseconds = 0): Promise<void> {
    this.calls.push(name);
    if (milliseconds > 0) await new Promise(resolve => setTimeout(resolve, milliseconds));
    this.#mayFail(name);
  }

  #mayFail(name: string): void {
    const failure = this.#failures.get(name);
    this.#failures.delete(name);
    if (failure) throw failure;
  }
}
