import { join } from "node:path";

/** Linux's limit for a unix socket's path, with its terminating NUL. */
const socketPathLimit = 108;

/** The files by which BMC and QEMU find each other: what the BMC makes, and in a folder of its own what QEMU makes. */
export interface RuntimeFiles {
  readonly dir: string;
  readonly qemuDir: string;
  readonly qmp: string;
  /** A second monitor, for other programs than the BMC. */
  readonly monitor: string;
  /** FIFO from which QEMU reads what is typed on the serial line. */
  readonly serialInput: string;
  readonly vnc: string;
  readonly ipmi: string;
  /** Monitor over which devices are handed to QEMU. */
  readonly handOver: string;
  readonly pid: string;
  readonly stderr: string;
  /** What the firmware says on its debug port, of the present start. */
  readonly firmwareLog: string;
  readonly vncPassword: string;
  /** Socket and pidfile of the one who plays the TPM. */
  readonly tpm: string;
  readonly tpmPid: string;
  /** File to which QEMU appends all that the serial line puts out. */
  readonly serialRecord: string;
  /** When what stands in the record came. */
  readonly serialTimes: string;
}

/**
 * @param runDir where they are, when it is not the state folder
 * @throws Error when the folder's name is too long for sockets in it
 */
export function runtimeFiles(stateDir: string, runDir = ""): RuntimeFiles {
  const dir = runDir === "" ? join(stateDir, "run") : join(runDir, "bmc");
  const qemuDir = join(dir, "qemu");
  const file = (name: string): string => join(dir, name);
  const qemuFile = (name: string): string => join(qemuDir, name);
  if (Buffer.byteLength(qemuFile("monitor.sock")) >= socketPathLimit) {
    const name = runDir === "" ? `STATE_DIR: ${stateDir}` : `RUN_DIR: ${runDir}`;
    throw new Error(`${name} is too long a name for the sockets in it.`);
  }
  return {
    dir,
    qemuDir,
    qmp: qemuFile("qmp.sock"),
    monitor: qemuFile("monitor.sock"),
    serialInput: file("serial.in"),
    vnc: qemuFile("vnc.sock"),
    ipmi: file("ipmi.sock"),
    handOver: qemuFile("fds.sock"),
    pid: qemuFile("qemu.pid"),
    stderr: file("qemu.stderr"),
    firmwareLog: file("firmware.log"),
    vncPassword: file("vnc.password"),
    tpm: file("tpm.sock"),
    tpmPid: file("tpm.pid"),
    serialRecord: join(stateDir, "serial.log"),
    serialTimes: join(stateDir, "serial.times"),
  };
}
