import type { BootStage } from "../events/events.ts";

/** Lines of SeaBIOS's debug log that tell how far it has come. It shows its name again when it has a screen. */
const seaBios: readonly (readonly [RegExp, BootStage])[] = [
  [/^BUILD: /, "processorStarted"],
  [/^=== PCI new allocation pass|^PCI: init bdf=/, "pciConfigured"],
  [/^All threads complete\./, "hardwareReady"],
  [/Select boot device/, "setupEntered"],
  [/^Booting from (0000:7c00|07c0:0000)/, "osBootStarted"],
  [/^Boot failed|^No bootable device/, "hardwareReady"],
];

/** What OVMF writes to its console, of which the serial line is one: its builds for release have no debug log. */
const ovmf: readonly (readonly [RegExp, BootStage])[] = [
  [/BdsDxe: loading Boot[0-9A-F]{4}/, "hardwareReady"],
  [/BdsDxe: starting Boot[0-9A-F]{4} "(UiApp|BootManagerMenuApp)/, "setupEntered"],
  [/BdsDxe: starting Boot[0-9A-F]{4} "EFI Internal Shell/, "hardwareReady"],
  [/BdsDxe: starting Boot[0-9A-F]{4}/, "osBootStarted"],
  [/BdsDxe: failed to |BdsDxe: No bootable option/, "hardwareReady"],
];

const find = (table: typeof seaBios, line: string): BootStage | undefined =>
  table.find(([pattern]) => pattern.test(line))?.[1];

/** The stage of a boot that a line of the firmware's debug log tells of. */
export const stageInLog = (line: string): BootStage | undefined => find(seaBios, line) ?? find(ovmf, line);

/** The same of a line that the firmware writes to the serial line. */
export const stageOnSerialLine = (line: string): BootStage | undefined => find(ovmf, line);
