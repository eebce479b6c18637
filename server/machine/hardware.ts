/** What a machine is made of, as its hypervisor says. What it does not say is absent. Sizes are in bytes. */
export interface Hardware {
  readonly processors: readonly Processor[];
  readonly memory: readonly MemoryModule[];
  readonly networkCards: readonly NetworkCard[];
  readonly drives: readonly Drive[];
  /** Absent where the hypervisor does not say. */
  readonly tpms?: readonly Tpm[];
  /** Absent as long as the firmware has not numbered the buses: what is behind bridges is not known before. */
  readonly pciFunctions?: readonly PciFunction[];
}

/** One socket. */
export interface Processor {
  readonly socket: number;
  /** QEMU's name of the architecture: "x86_64". */
  readonly architecture?: string;
  /** As CPUID has it: "AuthenticAMD". */
  readonly vendor?: string;
  /** As CPUID has it: "QEMU TCG CPU version 2.5+". */
  readonly model?: string;
  readonly signature?: { readonly family: number; readonly model: number; readonly stepping: number };
  /** Hz; known where the guest's time stamp counter runs at the processor's own rate. */
  readonly frequency?: number;
  readonly cores: number;
  readonly threads: number;
}

export interface MemoryModule {
  readonly id: string;
  /** What firmware tables call it: "DIMM 0". */
  readonly name: string;
  readonly size: number;
}

/** What a card and a drive have in common with the PCI function that they are. */
interface Device {
  readonly id: string;
  /** The hypervisor's name of the model: "virtio-net-pci". */
  readonly model?: string;
  /** As `PciFunction.device`. */
  readonly pciDevice?: string;
}

export interface NetworkCard extends Device {
  readonly mac: string;
  /** Whether anything is at the other end of its cable; a card has one where nothing is said. */
  readonly connected?: boolean;
  /** Mbit/s */
  readonly speed?: number;
  readonly fullDuplex?: boolean;
}

/** How a guest reaches a drive. */
export type DriveInterface = "virtio" | "nvme" | "sata" | "scsi" | "usb";

/** A disk; drives for removable media are the media bay's. */
export interface Drive extends Device {
  readonly interface: DriveInterface;
  readonly controller: Device;
  readonly size: number;
  readonly blockSize?: number;
  readonly serialNumber?: string;
  /** Turns per minute that the guest is told; 0 for a drive that says that it does not turn. */
  readonly rotation?: number;
}

/** A Trusted Platform Module. */
export interface Tpm {
  readonly id: string;
  /** The hypervisor's name of its interface to the guest: "tpm-crb". */
  readonly model: string;
  /** Of the TPM library specification, where the interface tells. */
  readonly version?: "2.0";
}

export interface PciFunction {
  readonly bus: number;
  readonly slot: number;
  readonly function: number;
  /** What it is in a word or two: "Ethernet controller". */
  readonly name?: string;
  /** Class and subclass. */
  readonly class: number;
  readonly vendor: number;
  readonly product: number;
  readonly subsystemVendor?: number;
  readonly subsystem?: number;
  /** The hypervisor's name for it, or its place on the root bus: what cards and controllers are known by. */
  readonly device?: string;
}
