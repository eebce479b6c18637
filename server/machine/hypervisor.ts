import type { Accelerator, BootMode, BootTarget, MediaSlot, NetworkAccess } from "../events/events.ts";
import type { Hardware } from "./hardware.ts";
import type { Chord } from "./keys.ts";

/**
 * - `absent`: there is no hypervisor process
 * - `prelaunch`: it is there and has never run the guest since its last reset
 * - `shutdown`: the guest switched itself off and the process waits
 */
export type GuestStatus = "absent" | "prelaunch" | "running" | "paused" | "shutdown" | "panicked";

export type BootDeviceKind = "hdd" | "cd" | "usb" | "pxe";

/** What the firmware can boot. */
export interface BootDevice {
  /** The hypervisor's name for it, the same at every start: "disk0", "nic1". */
  readonly id: string;
  readonly kind: BootDeviceKind;
  /** The slot for media that it is. */
  readonly slot?: MediaSlot;
  /** Of a network card. */
  readonly mac?: string;
  /** Device path as text (UEFI 2.10 §10.6), where it is known. */
  readonly uefiPath?: string;
}

/** Where the next boot goes first; `none` is the configured order. */
export interface BootPlan {
  readonly target: BootTarget;
  readonly mode: BootMode;
  /** Ids of devices in the order in which the firmware tries them; those that are not named follow as usual. */
  readonly order?: readonly string[];
  /** Ids of devices that the firmware does not try, unless they are the target. */
  readonly disabled?: readonly string[];
  /** Id of the one device that "uefiTarget" and "uefiBootNext" stand for. */
  readonly device?: string;
  /** What "uefiHttp" boots; a DHCP server says it where it is absent. */
  readonly httpUri?: string;
  /** Only a cold start will do, because settings of the machine wait for one. */
  readonly cold?: true;
}

interface AnyMedium {
  /** What a person knows it by. */
  readonly name: string;
  readonly writeProtected: boolean;
}

/** A raw image in a file of this host. */
export interface FileMedium extends AnyMedium {
  readonly file: string;
}

/** A raw image that somebody serves by NBD on a unix socket. It is gone when its server is. */
export interface ServedMedium extends AnyMedium {
  readonly nbd: { readonly socket: string; readonly export: string };
}

/** What can be put in a slot. */
export type Medium = FileMedium | ServedMedium;

/** What is in the slots. */
export type Media = Readonly<Partial<Record<MediaSlot, Medium>>>;

export type HypervisorEvent =
  | { readonly type: "running" }
  | { readonly type: "paused" }
  /** One reset of the machine that the machine did not ask for, however many RESETs the firmware makes of it. */
  | { readonly type: "reset"; readonly by: "guest" | "watchdog" | "other" }
  /** The guest rebooted and is held, because the boot plan needs a cold start. */
  | { readonly type: "rebootHeld" }
  | { readonly type: "shutdown"; readonly by: "guest" | "panic" | "watchdog" | "signal" | "other" }
  | { readonly type: "panicked"; readonly detail?: string }
  /** The process ended. `lastWords` is the end of what it wrote to stderr. */
  | { readonly type: "died"; readonly lastWords: string }
  | { readonly type: "lost"; readonly detail: string }
  | { readonly type: "found" };

export interface HypervisorFacts {
  /** "7.2.22", once one has been seen. */
  readonly version?: string;
  /** What runs: "qemu-system-x86_64", once it is known. */
  readonly program?: string;
  readonly accelerator?: Accelerator;
  readonly cpus: number;
  /** MiB */
  readonly memory: number;
  readonly nics: readonly {
    readonly id: string;
    readonly mac: string;
    /** The interface of the container that the card is for. */
    readonly interfaceName?: string;
  }[];
  /** Absent of a hypervisor whose networks are not the BMC's. */
  readonly network?: NetworkAccess;
}

/** What a guest has taken of the host so far. */
export interface HypervisorUsage {
  /** Tells one hypervisor process from another, whose totals begin anew. */
  readonly process: number;
  readonly cpuSeconds: number;
  /** What the host holds of the guest's memory now; absent where that is not known. */
  readonly memoryBytes?: number | undefined;
  readonly bytesRead: number;
  readonly bytesWritten: number;
  /** Absent where a card does not tell. */
  readonly network?: NetworkUsage | undefined;
}

/** What has gone through all network cards of a guest so far. */
export interface NetworkUsage {
  /** When the cards were looked at: milliseconds, ever growing. */
  readonly at: number;
  readonly packetsReceived: number;
  readonly packetsSent: number;
}

/** What a screen shows: rows from the top, pixels from the left, each in three bytes: red, green, blue. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** What the machine needs from a hypervisor. Every method rejects with a MachineError. */
export interface Hypervisor {
  readonly status: GuestStatus;
  readonly facts: HypervisorFacts;
  /** What there is to boot, whether or not the machine is on; a slot for media counts when it is empty, too. */
  readonly bootDevices: readonly BootDevice[];
  /** Absent where nothing can be measured; undefined while there is no process. */
  readonly usage?: HypervisorUsage | undefined;
  /** Looks at what `usage` tells and cannot be read at once. Never rejects: what is not known is left out. */
  refreshUsage?(): Promise<void>;
  /** Finds a guest that is already there. Resolves when `status` is known. */
  find(): Promise<void>;
  /** From absent, prelaunch, shutdown or panicked to running: a cold start that takes `plan`. */
  start(plan: BootPlan): Promise<void>;
  /** To no running guest, without asking the guest. */
  stop(): Promise<void>;
  reset(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Presses the ACPI power button. */
  powerButton(): Promise<void>;
  injectNmi(): Promise<void>;
  /** What the machine's screen shows now. */
  picture(): Promise<Picture>;
  /**
   * Presses these keys and lets them go, all or nothing: whatever happens then, none stays held. Resolves when the guest
   * has taken them, as far as its keyboard tells; `timedOut` when it takes none.
   */
  pressKeys(chord: Chord): Promise<void>;
  /** Sets what the next boot takes; `cold` when only a cold start can do it. Nothing to do while absent. */
  prepareBoot(plan: BootPlan): Promise<"warm" | "cold">;
  /**
   * Puts a medium in a slot, or takes out what is there: at once where there is a process, and at every start from now
   * on. A guest that has locked the drive is not asked. When it fails, the slot is as it was.
   */
  setMedium(slot: MediaSlot, medium: Medium | undefined): Promise<void>;
  /**
   * Plugs in the cable of a network card, or cuts it: at once where there is a process, and at every start from now on.
   * When it fails, the link is as it was.
   */
  setLink(card: string, up: boolean): Promise<void>;
  onEvent(listener: (event: HypervisorEvent) => void): void;
  /** Called whenever the hardware was read anew, changed or not. */
  onHardware(listener: (hardware: Hardware) => void): void;
}
