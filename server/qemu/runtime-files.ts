import { join } from "node:path";

/** Linux's limit for a unix socket's path, with its terminating NUL. */
const socketPathLimit = 108;

/** The files by which BMC and QEMU find each other; all in one folder that only they may enter. */
export interface RuntimeFiles {
  readonly dir: string;
  readonly qmp: string;
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

/** @throws Error when the folder's name is too long for sockets in it */
export function runtimeFiles(stateDir: string): RuntimeFiles {
  const dir = join(stateDir, "run");
  const file = (name: string): string => join(dir, name);
  if (Buffer.byteLength(file("qemu.stderr")) >= socketPathLimit) {
    throw new Error(`STATE_DIR: ${stateDir} is too long a name for the sockets in it.`);
  }
  return {
    dir,
    qmp: file("qmp.sock"),
    serialInput: file("serial.in"),
    vnc: file("vnc.sock"),
    ipmi: file("ipmi.sock"),
    handOver: file("fds.sock"),
    pid: file("qemu.pid"),
    stderr: file("qemu.stderr"),
    firmwareLog: file("firmware.log"),
    vncPassword: file("vnc.password"),
    tpm: file("tpm.sock"),
    tpmPid: file("tpm.pid"),
    serialRecord: join(stateDir, "serial.log"),
    serialTimes: join(stateDir, "serial.times"),
  };
}
