import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { availableParallelism, totalmem } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Logger } from "pino";
import { guestImagePath } from "../configs/guest/guest-image.mjs";
import type { Identity } from "./bmc/identity.ts";
import { acceleratorChoice } from "./compose-accelerator.ts";
import { type OwnFirmware, ownFirmware, uefiVariables } from "./compose-firmware.ts";
import type { Config } from "./config/config.ts";
import { Display } from "./console/display.ts";
import { FirmwareLog } from "./console/firmware-log.ts";
import { stageInLog, stageOnSerialLine } from "./console/firmware-stages.ts";
import { LineReader } from "./console/line-reader.ts";
import { RecordedSerial } from "./console/recorded-serial.ts";
import type { SerialLine } from "./console/serial-line.ts";
import { SocketSerial } from "./console/socket-serial.ts";
import { timeMarksFile } from "./console/time-marks-file.ts";
import type { EventBus } from "./events/bus.ts";
import { MachineError } from "./machine/errors.ts";
import type { FileMedium, Hypervisor } from "./machine/hypervisor.ts";
import { Machine } from "./machine/machine.ts";
import type { MachineStore } from "./machine/machine-store.ts";
import { usualSettings } from "./machine/setting-values.ts";
import { MachineSettings } from "./machine/settings.ts";
import type { ChosenAccelerator } from "./qemu/accelerator.ts";
import { AttachedQemu } from "./qemu/attached-qemu.ts";
import { bootDevices } from "./qemu/boot-devices.ts";
import type { MachineSpec, NicSpec } from "./qemu/command-line.ts";
import { offeredDevices } from "./qemu/device-models.ts";
import type { DiskSpec } from "./qemu/disk-devices.ts";
import { createDisk, diskExists, diskFormat } from "./qemu/disk-image.ts";
import { ManagedQemu } from "./qemu/managed-qemu.ts";
import { runtimeFiles } from "./qemu/runtime-files.ts";
import { shellWords } from "./qemu/shell-words.ts";
import { trimRecord } from "./qemu/trim-record.ts";
import type { MachineVariables } from "./qemu/uefi/machine-variables.ts";
import { secureBootVariables } from "./qemu/uefi/secure-boot-variables.ts";
import { machineStore, type Store } from "./store/store.ts";

const binary = "qemu-system-x86_64";
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
  /** Absent of an attached QEMU. */
  readonly ownFirmware: OwnFirmware | undefined;
  /** Lets go of the guest, which runs on. */
  release(): void;
}

/** The machine with its hypervisor and its two consoles. */
export function composeMachine(parts: MachineParts): ComposedMachine {
  const kept = machineStore(parts.store);
  const settings = machineSettings(parts, kept);
  const consoles = parts.config.QMP_SOCK === "" ? managed(parts, settings) : attached(parts);
  const { hypervisor, serial, display, firmwareLog, inBandSocket, variables, ownFirmware } = consoles;
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
  return {
    machine,
    serial,
    display,
    firmwareLog,
    inBandSocket,
    ownFirmware,
    release() {
      hypervisor.abandon();
      firmwareLog?.close();
      serial.close();
    },
  };
}

/** An attached QEMU has the hardware with which it was started. */
function machineSettings({ config, events }: MachineParts, store: MachineStore): MachineSettings {
  const { VM_CPUS: cpus, VM_MEMORY: memory, VM_FIRMWARE } = config;
  const bootMode = VM_FIRMWARE === "uefi" ? "uefi" : "legacy";
  return new MachineSettings({
    ...{ store, events, now: Date.now },
    defaults: { ...usualSettings, cpus, memory, bootMode },
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

function managed(parts: MachineParts, settings: MachineSettings): QemuAndConsoles {
  const { config, store, log, identity } = parts;
  const files = runtimeFiles(config.STATE_DIR);
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
  offeredDevices(binary).then(offered => settings.offer(offered), onError);
  const known = store.setting<ChosenAccelerator>("accelerator");
  const nics = networkCards(config, identity);
  const variables = uefiVariables(config);
  const hypervisor: ManagedQemu = new ManagedQemu(
    {
      binary,
      files,
      serial,
      variables,
      firmwareLog,
      spec: () => machineSpec(parts, settings, nics),
      bootDevices: () => bootDevices(nics, settings.current.diskInterface),
      ...acceleratorChoice(parts, binary),
      knownAccelerator: known && { name: known.name, reason: known.reason },
      vncPassword: (config.VNC_PASSWORD || config.IPMI_PASS).slice(0, 8),
      onError,
      now: Date.now,
    },
    { cpus: settings.current.cpus, memory: settings.current.memory, nics },
  );
  return {
    ...{
      hypervisor,
      serial,
      firmwareLog,
      display: new Display(files.vnc),
      inBandSocket: files.ipmi,
      variables,
    },
    ownFirmware: ownFirmware(config, files.firmwareLog),
  };
}

async function machineSpec(
  parts: MachineParts,
  { current }: MachineSettings,
  nics: readonly NicSpec[],
): Promise<MachineSpec> {
  const { config, identity } = parts;
  const { uuid, manufacturer, model, serialNumber, firmwareVersion } = identity;
  const vncPort = await freeVncPort(config.VNC_PORT, parts.log);
  return {
    ...{ name: `qemu-bmc ${serialNumber}`, uuid, manufacturer, model, serialNumber, firmwareVersion },
    settings: current,
    disk: await diskSpec(parts),
    nics,
    ...(vncPort === undefined ? {} : { vncPort }),
    extraArguments: shellWords(config.QEMU_ARGS),
  };
}

/** The configured disk, a new empty one, or the embedded Linux. */
async function diskSpec({ config, env, store, identity }: MachineParts): Promise<DiskSpec> {
  const { VM_DISK: file, VM_DISK_SIZE: size } = config;
  const serial = `${identity.serialNumber}-disk0`;
  if (!diskExists(file) && size !== "") await createDisk(file, size);
  if (diskExists(file)) {
    const name = `diskFormat:${file}`;
    const format = store.setting<string>(name) ?? (await diskFormat(file));
    store.saveSetting(name, format);
    return { file, format, serial, readOnly: false };
  }
  const guest = guestImagePath(env);
  if (diskExists(guest)) return { file: guest, format: "raw", serial, readOnly: true };
  const message = `There is no disk ${file}, and the embedded Linux has not been built (npm start builds it).`;
  throw new MachineError("notFound", message);
}

/** Cards keep their addresses for the life of the machine, and no two machines share one. */
function networkCards(config: Config, { uuid }: Identity): readonly NicSpec[] {
  const names = config.VM_NETWORKS.split(",");
  const numbers = names.map(name => Number(/\d+$/.exec(name)?.[0] ?? Number.NaN));
  const distinct = new Set(numbers).size === names.length && numbers.every(number => number > 0);
  return names.map((name, position) => {
    const hash = createHash("sha256").update(`${uuid}/${name}`).digest("hex");
    const mac = `52:54:00:${hash.slice(0, 2)}:${hash.slice(2, 4)}:${hash.slice(4, 6)}`;
    return { id: `nic${position}`, mac, acpiIndex: distinct ? (numbers[position] ?? 0) : position + 1 };
  });
}

/** QEMU would refuse to start over a port that is taken; the screen is on the page all the same. */
async function freeVncPort(port: number, log: Logger): Promise<number | undefined> {
  if (port === 0) return undefined;
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once("error", reject).listen(port, resolve);
    });
    return port;
  } catch (error) {
    log.warn(
      `VNC_PORT: ${port} cannot be had (${(error as NodeJS.ErrnoException).code}): no plain VNC this time.`,
    );
    return undefined;
  } finally {
    probe.close();
  }
}
