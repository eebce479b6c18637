import type { BootPlan, Media, Medium } from "../machine/hypervisor.ts";
import type { ChosenAccelerator } from "./accelerator.ts";
import { bootIndex } from "./boot-order.ts";
import { cdDriveId, imageNode, imageNodeName, usbDiskId } from "./media-devices.ts";
import type { RuntimeFiles } from "./runtime-files.ts";

/** Slots for network cards, those that come while the machine runs included. */
const rootPorts = 24;
const firstRootPortSlot = 0x10;
/** Milliseconds that SeaBIOS waits for the key to its menu; the key is pressed as soon as it asks. */
const menuWait = 30_000;
/** The -boot argument with which the firmware offers its menu, at every boot of that QEMU. */
export const firmwareMenu = `menu=on,splash-time=${menuWait}`;

export interface DiskSpec {
  readonly file: string;
  readonly format: string;
  readonly readOnly: boolean;
}

export interface NicSpec {
  readonly id: string;
  readonly mac: string;
  /** What firmware and Linux name it by: 2 becomes eno2. */
  readonly acpiIndex: number;
}

/** The machine as it is meant to be, all that makes QEMU's command line. */
export interface MachineSpec {
  readonly name: string;
  readonly uuid: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly firmwareVersion: string;
  /** MiB */
  readonly memory: number;
  readonly cpus: number;
  readonly disk: DiskSpec;
  readonly nics: readonly NicSpec[];
  /** TCP port for plain VNC viewers; its password stands in the runtime files. */
  readonly vncPort?: number;
  readonly extraArguments: readonly string[];
}

/** QEMU's arguments for a start that takes `plan`. The guest waits for `cont`. */
export function commandLine(
  spec: MachineSpec,
  media: Media,
  plan: BootPlan,
  accelerator: ChosenAccelerator,
  files: RuntimeFiles,
): readonly string[] {
  return [
    ...["-name", `guest=${commaSafe(spec.name)}`, "-uuid", spec.uuid],
    ...["-nodefaults", "-no-user-config", "-S", "-no-shutdown", "-action", "panic=none"],
    ...["-machine", "q35", "-accel", accelerator.name, "-cpu", accelerator.cpu],
    ...["-m", `${spec.memory}M`, "-smp", `${spec.cpus}`],
    ...["-pidfile", files.pid],
    ...["-boot", plan.target === "biosSetup" ? firmwareMenu : "menu=off"],
    ...smbios(spec),
    ...monitor(files),
    ...screen(spec, files),
    ...serialAndFirmwareLog(files),
    ...ipmi(files),
    ...["-device", "virtio-rng-pci", "-device", "pvpanic-pci"],
    ...hotPlugPorts(),
    ...disk(spec, plan),
    ...cdDrive(media.Cd1, plan),
    ...usbDisk(media.Usb1, plan),
    ...spec.nics.flatMap((nic, position) => networkCard(nic, position, plan)),
    ...spec.extraArguments,
  ];
}

/** In QEMU's option strings a comma ends a value; two stand for one. */
const commaSafe = (value: string): string => value.replaceAll(",", ",,");

function smbios(spec: MachineSpec): string[] {
  const [manufacturer, product] = [commaSafe(spec.manufacturer), commaSafe(spec.model)];
  const serial = commaSafe(spec.serialNumber);
  return [
    "-smbios",
    `type=0,vendor=SeaBIOS,version=${commaSafe(spec.firmwareVersion)}`,
    "-smbios",
    `type=1,manufacturer=${manufacturer},product=${product},serial=${serial},uuid=${spec.uuid}`,
    "-smbios",
    `type=3,manufacturer=${manufacturer},serial=${serial}`,
  ];
}

const monitor = (files: RuntimeFiles): string[] => [
  ...["-chardev", `socket,id=qmp,path=${commaSafe(files.qmp)},server=on,wait=off`],
  ...["-mon", "chardev=qmp,mode=control"],
];

/**
 * The tablet makes the pointer absolute, as VNC's is. No -k: with it QEMU would translate key symbols
 * and lose those of other layouts.
 */
function screen(spec: MachineSpec, files: RuntimeFiles): string[] {
  const screen = ["-display", "none", "-device", "VGA,id=video0"];
  const input = ["-device", "qemu-xhci,id=usb", "-device", "usb-tablet,id=tablet,bus=usb.0"];
  const own = ["-vnc", `unix:${commaSafe(files.vnc)},share=force-shared`];
  if (spec.vncPort === undefined) return [...screen, ...input, ...own];
  return [
    ...screen,
    ...input,
    ...own,
    ...["-object", `secret,id=vnc-password,file=${commaSafe(files.vncPassword)}`],
    ...["-vnc", `:${spec.vncPort - 5900},password-secret=vnc-password,share=force-shared`],
  ];
}

/** Standard input and output are the FIFO and the record of the serial line (process.ts). */
const serialAndFirmwareLog = (files: RuntimeFiles): string[] => [
  ...["-chardev", "stdio,id=serial0,signal=off", "-device", "isa-serial,chardev=serial0"],
  ...["-chardev", `file,id=firmware,path=${commaSafe(files.firmwareLog)}`],
  ...["-device", "isa-debugcon,iobase=0x402,chardev=firmware"],
];

/** The guest's KCS interface. QEMU is the client, and comes back when the BMC was away. */
const ipmi = (files: RuntimeFiles): string[] => [
  ...["-chardev", `socket,id=ipmi,path=${commaSafe(files.ipmi)},reconnect=1`],
  ...["-device", "ipmi-bmc-extern,id=bmc0,chardev=ipmi"],
  ...["-device", "isa-ipmi-kcs,bmc=bmc0"],
];

function hotPlugPorts(): string[] {
  return Array.from({ length: rootPorts }, (_, n) => {
    const slot = firstRootPortSlot + Math.floor(n / 8);
    const address = `0x${slot.toString(16)}.${n % 8}`;
    const multifunction = n % 8 === 0 ? ",multifunction=on" : "";
    return ["-device", `pcie-root-port,id=port${n},chassis=${n + 1},addr=${address}${multifunction}`];
  }).flat();
}

/** A serial number of virtio is cut off at its length; the guest names the disk by it (/dev/disk/by-id). */
const longestSerial = 20;

function disk({ disk: { file, format, readOnly }, serialNumber }: MachineSpec, plan: BootPlan): string[] {
  const blockdev = {
    driver: format,
    "node-name": "disk0-image",
    "read-only": readOnly,
    discard: "unmap",
    file: { driver: "file", filename: file },
  };
  const index = bootIndex("hdd", 0, plan.target);
  const serial = commaSafe(`${serialNumber}-disk0`.slice(0, longestSerial));
  return [
    ...["-blockdev", JSON.stringify(blockdev)],
    ...["-device", `virtio-blk-pci,id=disk0,drive=disk0-image,serial=${serial},bootindex=${index}`],
  ];
}

function cdDrive(medium: Medium | undefined, plan: BootPlan): string[] {
  const index = bootIndex("cd", 0, plan.target);
  const drive = `ide-cd,id=${cdDriveId},bus=ide.0,bootindex=${index}`;
  if (!medium) return ["-device", drive];
  const node = imageNodeName("Cd1");
  return [
    ...["-blockdev", JSON.stringify(imageNode(node, medium))],
    ...["-device", `${drive},drive=${node}`],
  ];
}

function usbDisk(medium: Medium | undefined, plan: BootPlan): string[] {
  if (!medium) return [];
  const node = imageNodeName("Usb1");
  const index = bootIndex("usb", 0, plan.target);
  return [
    ...["-blockdev", JSON.stringify(imageNode(node, medium))],
    ...["-device", `usb-storage,id=${usbDiskId},drive=${node},removable=on,bootindex=${index}`],
  ];
}

/** Speed and duplex are named because Linux bonds (LACP) aggregate no link of unknown speed. */
function networkCard(nic: NicSpec, position: number, plan: BootPlan): string[] {
  const index = bootIndex("pxe", position, plan.target);
  const identity = `id=${nic.id},netdev=${nic.id},mac=${nic.mac},acpi-index=${nic.acpiIndex}`;
  const link = "speed=10000,duplex=full";
  return [
    ...["-netdev", `user,id=${nic.id}`],
    ...["-device", `virtio-net-pci,${identity},bus=port${position},${link},bootindex=${index}`],
  ];
}
