import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { MachineError } from "../machine/errors.ts";
import type { BootPlan, Media } from "../machine/hypervisor.ts";
import type { ChosenAccelerator } from "./accelerator.ts";
import { commandLine, type MachineSpec } from "./command-line.ts";
import type { DiskSpec } from "./disk-devices.ts";
import { InheritedFiles } from "./inherited-files.ts";
import type { ManagedQemuOptions } from "./managed-qemu-options.ts";
import { placeOf } from "./media-devices.ts";
import type { QemuProcess } from "./process.ts";
import type { QmpClient } from "./qmp/client.ts";
import type { Flash } from "./uefi/machine-variables.ts";

/** Milliseconds. */
const firstConnectBound = 10_000;
const connectInterval = 5;

interface Start {
  readonly machine: MachineSpec;
  /** Of a start in UEFI mode. */
  readonly flash: Flash | undefined;
  readonly plan: BootPlan;
  readonly accelerator: ChosenAccelerator;
  readonly media: Media;
}

type StartOptions = Pick<
  ManagedQemuOptions,
  "binary" | "files" | "firmwareLog" | "tpm" | "lending" | "menuTimeout" | "vncPassword"
>;

/**
 * Starts QEMU's process, whose user may then open all that the machine has.
 * @throws MachineError, and Error of the TPM's program
 */
export async function startProcess(
  process: QemuProcess,
  options: StartOptions,
  { machine, flash, plan, accelerator, media }: Start,
): Promise<void> {
  const { binary, files, firmwareLog, tpm, lending, menuTimeout } = options;
  const inherited = new InheritedFiles();
  try {
    firmwareLog.begin();
    await tpm?.start();
    lendFiles(options, machine, flash, media);
    const disks = lending.user ? machine.disks.map(disk => inheritedDisk(disk, inherited)) : machine.disks;
    const started = { ...machine, disks, flash, menuTimeout };
    const args = commandLine(started, media, plan, accelerator, files);
    await process.spawn(binary, [...args, ...inherited.arguments], lending.user, inherited.fds);
  } finally {
    inherited.close();
  }
}

/** A disk belongs to whoever made it; only who may not be asked to give it away opens it for QEMU. */
const inheritedDisk = (disk: DiskSpec, inherited: InheritedFiles): DiskSpec =>
  disk.readOnly ? disk : { ...disk, file: inherited.add(disk.file) };

function lendFiles(
  { files, vncPassword, lending }: StartOptions,
  { cloudInit, tpmSocket }: MachineSpec,
  flash: Flash | undefined,
  media: Media,
): void {
  writeFileSync(files.vncPassword, vncPassword, { mode: 0o600 });
  for (const file of [files.vncPassword, files.firmwareLog]) lending.lend(file);
  for (const file of [cloudInit, tpmSocket]) if (file !== undefined) lending.lend(file);
  if (flash) for (const file of [flash.code, flash.variables]) lending.lend(file);
  for (const medium of Object.values(media)) lending.lend(placeOf(medium));
}

/**
 * The socket appears while QEMU starts; a QEMU that ends instead says why on stderr.
 * @throws MachineError failed with its words, and what QMP throws
 */
export async function connectToNew(qmp: QmpClient, process: QemuProcess): Promise<void> {
  const deadline = performance.now() + firstConnectBound;
  for (;;) {
    try {
      await qmp.connect();
      return;
    } catch (error) {
      if (!process.alive) {
        throw new MachineError("failed", process.lastWords || "QEMU ended at once.", { cause: error });
      }
      if (performance.now() > deadline) throw error;
      await sleep(connectInterval);
    }
  }
}
