import type { MachineSettingValues, OfferedValues } from "../../machine/setting-values.ts";
import type { ChosenAccelerator } from "../accelerator.ts";
import type { FirmwareTarget } from "../uefi/firmware-descriptor.ts";

/** A machine without devices that shows whether KVM works: its guest says so at the character device "debug". */
export interface KvmProbe {
  readonly arguments: readonly string[];
  /** What -cpu may be, the best first. */
  readonly cpus: readonly string[];
  /** What the guest writes once it has got through. */
  readonly done: RegExp;
}

/** The machine's CD drive, and what it hangs on where the board has no such controller. */
export interface CdDrive {
  readonly controller: readonly string[];
  /** QEMU's names of the drive and of the bus that it sits on. */
  readonly model: string;
  readonly bus: string;
  /** Device path as text (UEFI 2.10 §10.6). */
  readonly uefiPath: string;
}

/** What of a machine depends on the processors for which its guest is made. */
export interface Architecture {
  /** As QEMU and firmware descriptors call it. */
  readonly name: "x86_64" | "aarch64";
  /** QEMU's program, and Debian's package of it. */
  readonly binary: string;
  readonly package: string;
  readonly machineType: string;
  readonly firmwareTarget: FirmwareTarget;
  /** What Debian calls the build of edk2 for it. */
  readonly uefiName: string;
  /** Whether code files of it are known well enough to check one that somebody sends. */
  readonly takesUpdates: boolean;
  /** The values that settings can have, of the settings that cannot have all. */
  readonly settings: OfferedValues;
  /** What settings have where neither user nor environment says otherwise, as far as it is not the usual. */
  readonly defaults: Partial<MachineSettingValues>;
  readonly kvmProbe: KvmProbe;
  readonly cpu: (settings: MachineSettingValues, accelerator: ChosenAccelerator) => string;
  /** A serial port at the character device "serial0". */
  readonly serialPort: readonly string[];
  /** A port for the firmware's log at the character device "firmware"; empty where there is none. */
  readonly firmwareLog: readonly string[];
  /** A keyboard, where the board has none. */
  readonly keyboard: readonly string[];
  /** The guest's way to the BMC "bmc0"; empty where QEMU has none. */
  readonly systemInterface: readonly string[];
  readonly tpmModel: string;
  readonly cdDrive: CdDrive;
  /** Whether the ROMs of network cards are for its processors. */
  readonly runsCardRoms: boolean;
}
