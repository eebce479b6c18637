import type { Accelerator, NetworkAccess } from "../events/events.ts";
import type { BootDevice } from "../machine/hypervisor.ts";
import type { ChosenAccelerator } from "./accelerator.ts";
import type { CardEnds } from "./card-plugging.ts";
import type { MachineSpec } from "./command-line.ts";
import type { Lending } from "./lending.ts";
import type { RuntimeFiles } from "./runtime-files.ts";
import type { MachineVariables } from "./uefi/machine-variables.ts";

/** What a QEMU of the BMC's own is made of, and whom it tells. */
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
