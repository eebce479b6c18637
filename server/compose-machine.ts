import { mkdirSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { Logger } from "pino";
import type { Inventory } from "./bmc/fru/inventory.ts";
import type { Identity } from "./bmc/identity.ts";
import { acceleratorChoice } from "./compose-accelerator.ts";
import type { ComposedNetworks } from "./compose-cards.ts";
import { type OwnFirmware, ownFirmware, uefiVariables } from "./compose-firmware.ts";
import { composeGuestNetworks, handsTapsOver } from "./compose-guest-networks.ts";
import { machineSpec } from "./compose-machine-spec.ts";
import type { Config } from "./config/config.ts";
import { diskList } from "./config/disk-list.ts";
import { Display } from "./console/display.ts";
import { FirmwareLog } from "./console/firmware-log.ts";
import { stageInLog, stageOnSerialLine } from "./console/firmware-stages.ts";
import { LineReader } from "./console/line-reader.ts";
import { RecordedSerial } from "./console/recorded-serial.ts";
import type { SerialLine } from "./console/serial-line.ts";
import { SocketSerial } from "./console/socket-serial.ts";
import { timeMarksFile } from "./console/time-marks-file.ts";
import type { EventBus } from "./events/bus.ts";
import { Swtpm } from "./host/swtpm.ts";
import type { FileMedium, Hypervisor } from "./machine/hypervisor.ts";
import { Machine } from "./machine/machine.ts";
import type { MachineStore } from "./machine/machine-store.ts";
import { usualSettings } from "./machine/setting-values.ts";
import { MachineSettings } from "./machine/settings.ts";
import { tunDevice } from "./network/privileges.ts";
import type { ChosenAccelerator } from "./qemu/accelerator.ts";
import { guestArchitecture } from "./qemu/architecture/architectures.ts";
import { AttachedQemu } from "./qemu/attached-qemu.ts";
import { bootDevices } from "./qemu/boot-devices.ts";
import { lendDevices } from "./qemu/container-devices.ts";
import { offeredDevices } from "./qemu/device-models.ts";
import { Lending } from "./qemu/lending.ts";
import { ManagedQemu } from "./qemu/managed-qemu.ts";
import { type QemuUser, qemuUser } from "./qemu/qemu-user.ts";
import { type RuntimeFiles, runtimeFiles } from "./qemu/runtime-files.ts";
import { trimRecord } from "./qemu/trim-record.ts";
import type { MachineVariables } from "./qemu/uefi/machine-variables.ts";
import { secureBootVariables } from "./qemu/uefi/secure-boot-variables.ts";
import { machineStore, type Store } from "./store/store.ts";

const kvmDevice = "/dev/kvm";
/** Processors that a user may ask for on any host: TCG does not mind that there are fewer. */
const usualCpuLimit = 64;
/** Bytes of the serial line's record that stay on disk at least, and how often the rest is given back. */
const recordKept = 64 * 2 ** 20;
const trimInterval = 5 * 60 * 1000;

export interface MachineParts {
  readonly config: Config;
  readonly env: NodeJS.ProcessEnv;
  readonly store: Store;
  readonly events: EventBus;
  readonly identity: Identity;
  readonly inventory: Inventory;
  /** This span of mains power: verdicts on KVM hold no longer. */
  readonly mains: string;
  readonly log: Logger;
  /** The BMC's clock: milliseconds since the epoch. */
  readonly now: () => number;
}

export interface ComposedMachine {
  readonly machine: Machine;
  readonly serial: SerialLine;
  readonly display: Display;
  /** An attached QEMU has none that is known. */
  readonly firmwareLog: FirmwareLog | undefined;
  /** Where QEMU seeks the BMC for the guest's system interface; an attached QEMU has none of ours. */
  readonly inBandSocket: string | undefined;
  /** Lets QEMU at a socket of the BMC's. */
  readonly lend: (path: string) => void;
  /** Absent of an attached QEMU. */
  readonly ownFirmware: OwnFirmware | undefined;
  /** Absent of an attached QEMU. */
  readonly networks: ComposedNetworks | undefined;
  /** Lets go of the guest, which runs on. */
  release(): void;
}

/** The machine with its hypervisor and its two consoles. */
export async function composeMachine(parts: MachineParts): Promise<ComposedMachine> {
  const kept = machineStore(parts.store);
  const settings = machineSettings(parts, kept);
  const isManaged = parts.config.QMP_SOCK === "";
  const user = isManaged ? userOfQemu(parts) : undefined;
  const networks = isManaged ? await composeGuestNetworks({ ...parts, user }) : undefined;
  const consoles = networks ? managed(parts, settings, networks, user) : attached(parts);
  const { hypervisor, serial, display, firmwareLog, inBandSocket, lend, variables, ownFirmware } = consoles;
  const machine = new Machine({
    hypervisor,
    store: kept,
    events: parts.events,
    settings,
    secureBootVariables: variables && secureBootVariables(variables),
    shutdownTimeout: parts.config.SHUTDOWN_TIMEOUT,
    configuredMedium: configuredMedium(parts.config),
    now: Date.now,
  });
  followBoot(machine, serial, firmwareLog);
  if (hypervisor instanceof ManagedQemu) networks?.follow(machine, hypervisor);
  return {
    machine,
    serial,
    display,
    firmwareLog,
    inBandSocket,
    lend: lend ?? (() => {}),
    ownFirmware,
    networks,
    release() {
      hypervisor.abandon();
      firmwareLog?.close();
      serial.close();
    },
  };
}

/** An attached QEMU has the hardware with which it was started. */
function machineSettings({ config, events }: MachineParts, store: MachineStore): MachineSettings {
  const { VM_CPUS: cpus, VM_MEMORY: memory, VM_BOOT_MODE } = config;
  const bootMode = VM_BOOT_MODE === "uefi" ? "uefi" : "legacy";
  const { settings: offered, defaults } = guestArchitecture(config.VM_ARCH);
  return new MachineSettings({
    ...{ store, events, now: Date.now },
    defaults: { ...usualSettings, cpus, memory, bootMode, ...defaults },
    offered,
    limits: {
      cpus: Math.max(cpus, availableParallelism(), usualCpuLimit),
      memory: Math.max(memory, Math.floor(totalmem() / 2 ** 20)),
    },
    configurable: config.QMP_SOCK === "",
  });
}

/** Tells the machine what its firmware lets be seen: SeaBIOS in its log, OVMF on the serial line. */
function followBoot({ bootProgress }: Machine, serial: SerialLine, log: FirmwareLog | undefined): void {
  log?.attach({
    onLine({ text, live }) {
      const stage = live ? stageInLog(text) : undefined;
      if (stage) bootProgress.reached(stage);
    },
  });
  const lines = new LineReader(line => {
    const stage = stageOnSerialLine(line);
    if (stage) bootProgress.reached(stage);
  });
  serial.attach({
    onData({ data }) {
      if (bootProgress.stage !== "osRunning") lines.read(data);
    },
  });
}

/** An attached QEMU has in its drive what it was started with. */
function configuredMedium({ QMP_SOCK, VM_CDROM: file }: Config): FileMedium | undefined {
  if (QMP_SOCK !== "" || file === "") return undefined;
  return { name: basename(file), file: resolve(file), writeProtected: true };
}

interface QemuAndConsoles {
  readonly hypervisor: Hypervisor & { abandon(): void };
  readonly serial: SerialLine & { close(): void };
  readonly display: Display;
  readonly firmwareLog?: FirmwareLog;
  readonly inBandSocket?: string;
  readonly lend?: (path: string) => void;
  /** What a managed QEMU starts with. */
  readonly ownFirmware?: OwnFirmware;
  /** Of the UEFI firmware that is ours to choose. */
  readonly variables?: MachineVariables;
}

function attached({ config, log, now }: MachineParts): QemuAndConsoles {
  const { QMP_SOCK, QMP_OFF, SERIAL_SOCK, VNC_SOCK, STATE_DIR } = config;
  const serial = new SocketSerial({
    socketPath: SERIAL_SOCK,
    sendBreak: () => hypervisor.sendSerialBreak(),
    now,
  });
  const hypervisor: AttachedQemu = new AttachedQemu({
    qmpSocket: QMP_SOCK,
    off: QMP_OFF,
    serialSocket: SERIAL_SOCK,
    runtimeFolder: join(STATE_DIR, "run"),
    connectSerial: async () => {
      if (SERIAL_SOCK !== "") await serial.connect();
    },
    onError: error => log.error({ err: error }, "QEMU:"),
    now: Date.now,
  });
  return { hypervisor, serial, display: new Display(VNC_SOCK) };
}

/** @returns undefined for the BMC's own */
function userOfQemu({ config, env, log }: MachineParts): QemuUser | undefined {
  const { user, whyNot } = qemuUser(config.QEMU_USER, kvmDevice);
  const closed = user ? lendDevices(user, [kvmDevice, tunDevice]) : [];
  const isLocked = closed.includes(tunDevice) && handsTapsOver(config, env);
  const reason = isLocked ? `${config.QEMU_USER} may not open ${tunDevice}` : whyNot;
  if (reason !== undefined) log.warn(`QEMU runs as the BMC's own user, because ${reason}.`);
  return isLocked ? undefined : user;
}

function managed(
  parts: MachineParts,
  settings: MachineSettings,
  networks: ComposedNetworks,
  user: QemuUser | undefined,
): QemuAndConsoles {
  const { config, store, log } = parts;
  const architecture = guestArchitecture(config.VM_ARCH);
  const files = runtimeFiles(config.STATE_DIR, config.RUN_DIR);
  const lending = new Lending(user, [resolve(config.STATE_DIR), files.dir]);
  // RUN_DIR is for other programs, too.
  mkdirSync(dirname(files.dir), { recursive: true });
  mkdirSync(files.dir, { recursive: true, mode: 0o700 });
  const onError = (error: unknown): void => log.error({ err: error }, "QEMU:");
  const timesLost = (error: unknown): void =>
    log.warn({ err: error }, "When the serial line's bytes came is not kept for after a restart:");
  const serial = new RecordedSerial({
    record: files.serialRecord,
    input: files.serialInput,
    recordKept,
    sendBreak: () => hypervisor.sendSerialBreak(),
    now: parts.now,
    keptMarks: timeMarksFile(files.serialTimes, timesLost),
  });
  serial.open();
  const firmwareLog = new FirmwareLog(files.firmwareLog, Date.now);
  firmwareLog.open();
  const trimming = setInterval(() => trimRecord(files.serialRecord, recordKept).catch(onError), trimInterval);
  trimming.unref();
  offeredDevices(architecture).then(offered => settings.offer(offered), onError);
  const known = store.setting<ChosenAccelerator>("accelerator");
  const variables = uefiVariables(config);
  const hypervisor: ManagedQemu = new ManagedQemu(
    {
      binary: architecture.binary,
      files,
      serial,
      variables,
      firmwareLog,
      menuTimeout: config.VM_BOOT_MENU_TIMEOUT,
      tpm: config.VM_TPM ? tpm(config, files) : undefined,
      networks,
      spec: () => machineSpec(parts, settings, networks),
      bootDevices: () =>
        bootDevices(
          networks.nics,
          settings.current.diskInterface,
          1 + diskList(config.VM_DISKS).length,
          architecture.cdDrive,
        ),
      ...acceleratorChoice(parts, { architecture, kvmDevice, user }),
      knownAccelerator: known && { name: known.name, reason: known.reason },
      lending,
      vncPassword: (config.VNC_PASSWORD || config.IPMI_PASS).slice(0, 8),
      onError,
      now: Date.now,
    },
    {
      program: architecture.binary,
      cpus: settings.current.cpus,
      memory: settings.current.memory,
      nics: networks.nics,
    },
  );
  return {
    ...{
      hypervisor,
      serial,
      firmwareLog,
      display: new Display(files.vnc),
      ...(architecture.systemInterface.length > 0 && { inBandSocket: files.ipmi }),
      lend: path => lending.lend(path),
      variables,
    },
    ownFirmware: ownFirmware(config, files.firmwareLog),
  };
}

const tpm = ({ STATE_DIR }: Config, { tpm: socket, tpmPid: pid }: RuntimeFiles): Swtpm =>
  new Swtpm({ state: join(STATE_DIR, "tpm"), socket, pid });
