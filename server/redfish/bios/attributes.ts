import { type TSchema, Type } from "typebox";
import {
  cpuModels,
  type MachineSettingName,
  type MachineSettingValues,
} from "../../machine/setting-values.ts";
import type { MachineSettings } from "../../machine/settings.ts";
import { valuesInRegistry } from "../properties.ts";

type Setting = string | number | boolean;

/** One value that an attribute may have. */
interface Choice {
  readonly setting: Setting;
  readonly valueName: string;
  readonly displayName: string;
}

/** A setting of the machine as an attribute of its BIOS. */
export interface Attribute {
  readonly setting: MachineSettingName;
  readonly menu: MenuName;
  readonly displayName: string;
  readonly helpText: string;
  readonly schema: TSchema;
  /** Of an enumeration. */
  readonly choices?: readonly Choice[];
  /** Of an integer; the host may have less to give than `schema` lets through. */
  readonly bounds?: (limits: MachineSettings["limits"]) => { readonly lower: number; readonly upper: number };
}

/** Where attributes stand in a setup menu. */
export const menus = {
  Processor: "Processor",
  Memory: "Memory",
  Boot: "Boot",
  Devices: "Devices",
} as const;
type MenuName = keyof typeof menus;

type Texts = Pick<Attribute, "menu" | "displayName" | "helpText">;
type Names = readonly [valueName: string, displayName: string];
type ChoiceNames<V extends Setting> = Readonly<Record<`${V}`, Names>>;

function enumeration<N extends MachineSettingName>(
  setting: N,
  texts: Texts,
  names: ChoiceNames<MachineSettingValues[N]>,
): Attribute {
  const entries = Object.entries<Names>(names);
  const choices = entries.map(([value, [valueName, displayName]]) => ({
    setting: value === "true" || value === "false" ? value === "true" : value,
    ...{ valueName, displayName },
  }));
  const schema = Type.Enum(
    choices.map(({ valueName }) => valueName),
    { description: texts.helpText, [valuesInRegistry]: true },
  );
  return { setting, ...texts, schema, choices };
}

function integer(
  setting: "cpus" | "memory",
  texts: Texts,
  lower: number,
  highest: number | undefined,
): Attribute {
  const maximum = highest === undefined ? {} : { maximum: highest };
  return {
    ...{ setting, ...texts },
    schema: Type.Integer({ description: texts.helpText, minimum: lower, ...maximum }),
    bounds: limits => ({ lower, upper: limits[setting] }),
  };
}

const onOff = { true: ["Enabled", "Enabled"], false: ["Disabled", "Disabled"] } as const;
const asQemuCallsIt = <V extends string>(values: readonly V[]) =>
  Object.fromEntries(values.map((value): [V, Names] => [value, [value, value]])) as Record<V, Names>;

/** All attributes, by name: validation, `Bios.Attributes`, the attribute registry and OpenAPI come from here. */
export const attributes: Readonly<Record<string, Attribute>> = {
  ProcessorCount: integer(
    "cpus",
    { menu: "Processor", displayName: "Number of processors", helpText: "Processors that the system has." },
    1,
    255,
  ),
  ProcessorModel: enumeration(
    "cpuModel",
    {
      menu: "Processor",
      displayName: "Processor model",
      helpText:
        "The processor that the system sees. 'Auto' is the host's own with KVM and the most capable one without.",
    },
    { ...asQemuCallsIt(cpuModels), auto: ["Auto", "As the accelerator does best"] },
  ),
  HardwareVirtualization: enumeration(
    "hardwareVirtualization",
    {
      menu: "Processor",
      displayName: "Hardware virtualization (VT-x, AMD-V)",
      helpText:
        "Whether the system may run virtual machines of its own, where processor model and host can do it.",
    },
    onOff,
  ),
  MemorySizeMiB: integer(
    "memory",
    { menu: "Memory", displayName: "Memory size", helpText: "Memory that the system has, in MiB." },
    64,
    undefined,
  ),
  BootMode: enumeration(
    "bootMode",
    { menu: "Boot", displayName: "Boot mode", helpText: "The firmware with which the system boots." },
    { legacy: ["Legacy", "Legacy (BIOS)"], uefi: ["Uefi", "UEFI"] },
  ),
  DiskInterface: enumeration(
    "diskInterface",
    { menu: "Devices", displayName: "Disk interface", helpText: "How the system's disk is attached." },
    {
      "virtio-blk": ["VirtioBlk", "Virtio block"],
      "virtio-scsi": ["VirtioScsi", "Virtio SCSI"],
      sata: ["Sata", "SATA (AHCI)"],
      nvme: ["Nvme", "NVMe"],
    },
  ),
  NicModel: enumeration(
    "nicModel",
    { menu: "Devices", displayName: "Network card model", helpText: "Model of all network cards." },
    {
      "virtio-net-pci": ["VirtioNet", "Virtio network"],
      e1000e: ["E1000e", "Intel 82574L"],
      e1000: ["E1000", "Intel 82540EM"],
      rtl8139: ["Rtl8139", "Realtek RTL8139"],
      vmxnet3: ["Vmxnet3", "VMware vmxnet3"],
    },
  ),
  VideoAdapter: enumeration(
    "video",
    { menu: "Devices", displayName: "Video adapter", helpText: "The graphics card behind the screen." },
    {
      VGA: ["Vga", "Standard VGA"],
      "virtio-vga": ["VirtioVga", "Virtio VGA"],
      "qxl-vga": ["Qxl", "QXL"],
      "cirrus-vga": ["Cirrus", "Cirrus CLGD 54xx"],
      "virtio-gpu-pci": ["VirtioGpu", "Virtio GPU"],
      ramfb: ["Ramfb", "RAM framebuffer"],
      none: ["None", "None"],
    },
  ),
  SerialPort: enumeration(
    "serialPort",
    {
      menu: "Devices",
      displayName: "Serial port",
      helpText: "Whether there is a serial port, which the serial console needs.",
    },
    onOff,
  ),
  PointingDevice: enumeration(
    "pointingDevice",
    {
      menu: "Devices",
      displayName: "USB pointing device",
      helpText:
        "A tablet makes the pointer follow that of the graphical console; a PC has a PS/2 mouse in any case.",
    },
    { tablet: ["Tablet", "Tablet"], mouse: ["Mouse", "Mouse"], none: ["None", "None"] },
  ),
  RealTimeClock: enumeration(
    "clockBase",
    {
      menu: "Devices",
      displayName: "Real-time clock",
      helpText: "What the real-time clock shows: UTC, or the host's local time, which Windows expects.",
    },
    { utc: ["Utc", "UTC"], localtime: ["LocalTime", "Local time"] },
  ),
};

/** The choices that this machine leaves. */
export const offeredChoices = ({ setting, choices = [] }: Attribute, settings: MachineSettings) =>
  choices.filter(choice => settings.offers(setting, choice.setting));

/** The attributes that this machine has: where it leaves no choice, there is nothing to set. */
export const attributesOf = (settings: MachineSettings): readonly (readonly [string, Attribute])[] =>
  Object.entries(attributes).filter(
    ([, attribute]) => !attribute.choices || offeredChoices(attribute, settings).length > 1,
  );

/** What a client reads: all attributes of the machine with these values. */
export const attributeValues = (
  settings: MachineSettings,
  values: Partial<MachineSettingValues>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    attributesOf(settings).flatMap(([name, attribute]) => {
      const value = values[attribute.setting];
      return value === undefined ? [] : [[name, shownValue(attribute, value)]];
    }),
  );

export const shownValue = ({ choices }: Attribute, value: Setting): string | number | boolean =>
  choices ? (choices.find(each => each.setting === value)?.valueName ?? `${value}`) : value;

export const attributeNameOf = (setting: MachineSettingName): string =>
  Object.entries(attributes).find(([, each]) => each.setting === setting)?.[0] ?? setting;
