import type { BootPlan, Media, Medium } from "../machine/hypervisor.ts";
import type { MachineSettingValues } from "../machine/setting-values.ts";
import type { ChosenAccelerator } from "./accelerator.ts";
import type { Architecture, CdDrive } from "./architecture/architecture.ts";
import { bootDevices, rootPortAddress, rootPorts, usbControllerSlot } from "./boot-devices.ts";
import { bootIndexes } from "./boot-order.ts";
import { cloudInitDrive } from "./cloud-init-device.ts";
import { type DiskSpec, diskDevices } from "./disk-devices.ts";
import { handOverMonitor } from "./hand-over.ts";
import { cdDriveId, imageNode, imageNodeName, usbDiskId } from "./media-devices.ts";
import { type NicSpec, networkCard } from "./network-cards.ts";
import type { RuntimeFiles } from "./runtime-files.ts";
import type { Flash } from "./uefi/machine-variables.ts";

/** Milliseconds that SeaBIOS waits for the key to its menu; the key is pressed as soon as it asks. */
const menuWait = 30_000;

/**
 * The -boot argument of a plan. By itself firmware tries what has no boot index after all others; strictly, not at all.
 * @param menuTimeout milliseconds for which every boot offers the firmware's menu
 */
export function bootArgument({ target, mode, disabled = [] }: BootPlan, menuTimeout: number): string {
  const wait = target === "biosSetup" && mode === "legacy" ? menuWait : menuTimeout;
  const menu = wait > 0 ? `menu=on,splash-time=${wait}` : "menu=off";
  return disabled.length > 0 ? `${menu},strict=on` : menu;
}

/** Tells OVMF that a network card boots by HTTP alone: it would try PXE first, for a minute. */
const withoutPxe = (version: 4 | 6): string => `name=opt/org.tianocore/IPv${version}PXESupport,string=n`;
export const webBootOnly = withoutPxe(4);

const withoutRoms = (cards: string): string[] => ["-global", `${cards}.romfile=`];

/** The cards' own ROMs know PXE and go before; OVMF drives virtio cards by itself, others by these ROMs alone. */
const webBoot = ({ target }: BootPlan): string[] =>
  target === "uefiHttp"
    ? ["-fw_cfg", webBootOnly, "-fw_cfg", withoutPxe(6), ...withoutRoms("virtio-net-pci")]
    : [];

/** The machine as it is meant to be, all that makes QEMU's command line. */
export interface MachineSpec {
  readonly architecture: Architecture;
  readonly name: string;
  readonly uuid: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly assetTag: string;
  readonly firmwareVersion: string;
  readonly settings: MachineSettingValues;
  /** The first one is what boots as usual. */
  readonly disks: readonly DiskSpec[];
  /** Image with what cloud-init is to do. */
  readonly cloudInit?: string;
  /** Unix socket of the one who plays the TPM. */
  readonly tpmSocket?: string;
  /** Milliseconds for which every boot offers the firmware's menu. */
  readonly menuTimeout?: number | undefined;
  readonly nics: readonly NicSpec[];
  /** TCP port for plain VNC viewers; its password stands in the runtime files. */
  readonly vncPort?: number;
  readonly extraArguments: readonly string[];
  /** The UEFI firmware and its variables; without them it is SeaBIOS. */
  readonly flash?: Flash | undefined;
}

/** QEMU's arguments for a start that takes `plan`. The guest waits for `cont`. */
export function commandLine(
  spec: MachineSpec,
  media: Media,
  plan: BootPlan,
  accelerator: ChosenAccelerator,
  files: RuntimeFiles,
): readonly string[] {
  const { architecture, settings } = spec;
  const { cdDrive } = architecture;
  const indexes = bootIndexes(
    bootDevices(spec.nics, settings.diskInterface, spec.disks.length, cdDrive),
    plan,
  );
  const indexOf = (id: string): string => (indexes.has(id) ? `,bootindex=${indexes.get(id)}` : "");
  return [
    ...["-name", `guest=${commaSafe(spec.name)}`, "-uuid", spec.uuid],
    ...["-nodefaults", "-no-user-config", "-S", "-no-shutdown", "-action", "panic=none"],
    ...["-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"],
    ...[
      "-machine",
      machineType(spec),
      "-accel",
      accelerator.name,
      "-cpu",
      architecture.cpu(settings, accelerator),
    ],
    ...["-m", `${settings.memory}M`, "-smp", `${settings.cpus}`, "-rtc", `base=${settings.clockBase}`],
    ...["-pidfile", files.pid],
    ...["-boot", bootArgument(plan, spec.menuTimeout ?? 0)],
    ...webBoot(plan),
    ...(architecture.runsCardRoms ? [] : withoutRoms("pci-device")),
    ...flash(spec),
    ...smbios(spec),
    ...monitors(files),
    ...(spec.nics.some(({ backend }) => backend?.type === "hub") ? handOverMonitor(files) : []),
    ...screen(spec, files),
    ...serialAndFirmwareLog(spec, files),
    ...ipmi(architecture, files),
    ...["-device", "virtio-rng-pci", "-device", "pvpanic-pci"],
    ...hotPlugPorts(),
    ...diskDevices(spec.disks, settings.diskInterface, indexOf),
    ...cloudInitDrive(spec.cloudInit, settings.diskInterface),
    ...tpm(architecture, spec.tpmSocket),
    ...cdDevices(cdDrive, media.Cd1, indexOf(cdDriveId)),
    ...usbDisk(media.Usb1, indexOf(usbDiskId)),
    ...spec.nics.flatMap(nic => networkCard(nic, settings.nicModel, indexOf(nic.id))),
    ...spec.extraArguments,
  ];
}

/** In QEMU's option strings a comma ends a value; two stand for one. */
const commaSafe = (value: string): string => value.replaceAll(",", ",,");

const machineType = ({ architecture, flash }: MachineSpec): string =>
  flash?.requiresSmm ? `${architecture.machineType},smm=on` : architecture.machineType;

/** Whether only system management mode may write the flash. One of the two is there in every start in UEFI mode. */
const flashGuard = (smmOnly: boolean): string =>
  `driver=cfi.pflash01,property=secure,value=${smmOnly ? "on" : "off"}`;
export const flashGuards: readonly string[] = [flashGuard(true), flashGuard(false)];

function flash({ flash }: MachineSpec): string[] {
  if (!flash) return [];
  const unit = (number: 0 | 1, file: string): string =>
    `if=pflash,unit=${number},format=raw,file=${commaSafe(file)}`;
  return [
    ...["-global", flashGuard(flash.requiresSmm)],
    ...["-drive", `${unit(0, flash.code)},readonly=on`, "-drive", unit(1, flash.variables)],
  ];
}

function smbios(spec: MachineSpec): string[] {
  const [manufacturer, product] = [commaSafe(spec.manufacturer), commaSafe(spec.model)];
  const serial = commaSafe(spec.serialNumber);
  const asset = spec.assetTag === "" ? "" : `,asset=${commaSafe(spec.assetTag)}`;
  return [
    "-smbios",
    `type=0,${spec.flash ? "vendor=EDK II,uefi=on" : "vendor=SeaBIOS"},version=${commaSafe(spec.firmwareVersion)}`,
    "-smbios",
    `type=1,manufacturer=${manufacturer},product=${product},serial=${serial},uuid=${spec.uuid}`,
    "-smbios",
    `type=3,manufacturer=${manufacturer},serial=${serial}${asset}`,
  ];
}

const monitors = (files: RuntimeFiles): string[] =>
  [
    ["qmp", files.qmp],
    ["monitor", files.monitor],
  ].flatMap(([id, path = ""]) => [
    ...["-chardev", `socket,id=${id},path=${commaSafe(path)},server=on,wait=off`],
    ...["-mon", `chardev=${id},mode=control`],
  ]);

const pointer = (device: MachineSettingValues["pointingDevice"]): string[] =>
  device === "none" ? [] : ["-device", `usb-${device},id=pointer,bus=usb.0`];

/**
 * The tablet makes the pointer absolute, as VNC's is. No -k: with it QEMU would translate key symbols
 * and lose those of other layouts.
 */
function screen(spec: MachineSpec, files: RuntimeFiles): string[] {
  const { video, pointingDevice } = spec.settings;
  const adapter = video === "none" ? [] : ["-device", `${video},id=video0`];
  const screen = ["-display", "none", ...adapter];
  const usb = ["-device", `qemu-xhci,id=usb,addr=${usbControllerSlot}`];
  const input = [...usb, ...spec.architecture.keyboard, ...pointer(pointingDevice)];
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
const serialAndFirmwareLog = ({ architecture, settings }: MachineSpec, files: RuntimeFiles): string[] => [
  ...["-chardev", "stdio,id=serial0,signal=off"],
  ...(settings.serialPort ? architecture.serialPort : []),
  ...["-chardev", `file,id=firmware,path=${commaSafe(files.firmwareLog)}`],
  ...architecture.firmwareLog,
];

/** The guest's KCS interface. QEMU is the client, and comes back when the BMC was away. */
const ipmi = ({ systemInterface }: Architecture, files: RuntimeFiles): string[] =>
  systemInterface.length === 0
    ? []
    : [
        ...["-chardev", `socket,id=ipmi,path=${commaSafe(files.ipmi)},reconnect=1`],
        ...["-device", "ipmi-bmc-extern,id=bmc0,chardev=ipmi"],
        ...systemInterface,
      ];

const tpm = ({ tpmModel }: Architecture, socket: string | undefined): string[] =>
  socket === undefined
    ? []
    : [
        ...["-chardev", `socket,id=tpm,path=${commaSafe(socket)}`],
        ...["-tpmdev", "emulator,id=tpm0,chardev=tpm", "-device", `${tpmModel},tpmdev=tpm0`],
      ];

function hotPlugPorts(): string[] {
  return Array.from({ length: rootPorts }, (_, n) => {
    const [slot, fn] = rootPortAddress(n);
    const address = `0x${slot.toString(16)}.${fn}`;
    const multifunction = fn === 0 ? ",multifunction=on" : "";
    return ["-device", `pcie-root-port,id=port${n},chassis=${n + 1},addr=${address}${multifunction}`];
  }).flat();
}

function cdDevices(
  { controller, model, bus }: CdDrive,
  medium: Medium | undefined,
  bootIndex: string,
): string[] {
  const drive = `${model},id=${cdDriveId},bus=${bus}${bootIndex}`;
  if (!medium) return [...controller, "-device", drive];
  const node = imageNodeName("Cd1");
  return [
    ...controller,
    ...["-blockdev", JSON.stringify(imageNode(node, medium))],
    ...["-device", `${drive},drive=${node}`],
  ];
}

function usbDisk(medium: Medium | undefined, bootIndex: string): string[] {
  if (!medium) return [];
  const node = imageNodeName("Usb1");
  return [
    ...["-blockdev", JSON.stringify(imageNode(node, medium))],
    ...["-device", `usb-storage,id=${usbDiskId},drive=${node},removable=on${bootIndex}`],
  ];
}
