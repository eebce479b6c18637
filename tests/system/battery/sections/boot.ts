import { ipmitool } from "../client.ts";
import { booting, eventually, onceBooted, rowsOf, type Section } from "../row.ts";

const { works } = rowsOf(ipmitool);

const device = {
  none: "No override",
  pxe: "Force PXE",
  disk: "Force Boot from default Hard-Drive",
  cdrom: "Force Boot from CD/DVD",
  bios: "Force Boot into BIOS Setup",
  safe: "Force Boot from default Hard-Drive, request Safe-Mode",
  diag: "Force Boot from Diagnostic Partition",
  floppy: "Force Boot from Floppy/primary removable media",
} as const;

const once = /^ +- Options apply to only next boot *$/m;
const always = /^ +- Options apply to all future boots *$/m;
const legacy = /^ +- BIOS PC Compatible \(legacy\) boot *$/m;
const efi = /^ +- BIOS EFI boot *$/m;
const valid = /^ +- Boot Flag Valid *$/m;

const set = (name: keyof typeof device, options = "") =>
  works(`chassis bootdev ${name}${options}`, new RegExp(`^Set Boot Device to ${name}$`, "m"));
const flags = (name: keyof typeof device, ...shows: readonly RegExp[]) =>
  works("chassis bootparam get 5", new RegExp(`- Boot Device Selector : ${device[name]} *$`, "m"), ...shows);
const parameter = (selector: number, ...shows: readonly RegExp[]) =>
  works(
    `chassis bootparam get ${selector}`,
    new RegExp(`^Boot parameter ${selector} is valid/unlocked$`, "m"),
    ...shows,
  );

export const boot: Section = {
  name: "boot options",
  rows: [
    onceBooted(set("none")),
    set("pxe"),
    flags("pxe", valid, once, legacy),
    set("disk"),
    flags("disk", valid, once, legacy),
    set("cdrom"),
    flags("cdrom", valid, once, legacy),
    set("bios"),
    flags("bios", valid, once, legacy),
    set("safe"),
    flags("safe", valid, once),
    set("diag"),
    flags("diag", valid, once),
    set("floppy"),
    flags("floppy", valid, once),
    set("pxe", " options=efiboot"),
    flags("pxe", valid, once, efi),
    set("pxe", " options=persistent"),
    flags("pxe", valid, always, legacy),
    set("disk", " options=efiboot,persistent"),
    flags("disk", valid, always, efi),
    set("pxe", " clear-cmos=yes"),
    flags("pxe", valid, once, /^ +- CMOS Clear\b/m),
    parameter(0, /^ Set In Progress : set complete$/m),
    parameter(1, /^ Service Partition Selector : unspecified$/m),
    parameter(2, /^ Service Partition Scan :\n +No flag set$/m),
    parameter(3, /^ BMC boot flag valid bit clearing :$/m),
    parameter(4, /^ Boot Info Acknowledge :$/m),
    parameter(6, /^ Boot Initiator Info :$/m, /^ +Channel Number : /m),
    parameter(7, /^ Block Data +: 0{26}$/m),
    works("chassis bootparam set bootflag force_pxe", /^Set Boot Device to force_pxe$/m),
    flags("pxe", valid),
    works("chassis bootparam set bootflag force_disk options=timeout", /^Set Boot Device to force_disk$/m),
    flags("disk"),
    works("chassis bootmbox get", /^ IANA PEN +: 0 /m, /^ Block +15 Data : 0{32}$/m),
    set("none"),
    onceBooted(works("power status", /^Chassis Power is on$/m)),
    works("power soft", /^Chassis Power Control: Soft$/m),
    eventually(60, works("power status", /^Chassis Power is off$/m)),
    booting(works("power on", /^Chassis Power Control: Up\/On$/m)),
  ],
};
