import { join } from "node:path";

/** Linux's limit for a unix socket's path, with its terminating NUL. */
const socketPathLimit = 108;

/** The files by which BMC and QEMU find each other; all in one folder that only they may enter. */
export interface RuntimeFiles {
  readonly dir: string;
  readonly qmp: string;
  readonly serial: string;
  readonly vnc: string;
  readonly ipmi: string;
  readonly pid: string;
  readonly stderr: string;
  /** What the firmware says on its debug port, of the present start. */
  readonly firmwareLog: string;
  readonly vncPassword: string;
  /** All that the serial line has ever put out. */
  readonly serialLog: string;
}

/** @throws Error when the folder's name is too long for sockets in it */
export function runtimeFiles(stateDir: string): RuntimeFiles {
  const dir = join(stateDir, "run");
  const file = (name: string): string => join(dir, name);
  if (Buffer.byteLength(file("serial.sock")) >= socketPathLimit) {
    throw new Error(`STATE_DIR: ${stateDir} is too long a name for the sockets in it.`);
  }
  return {
    dir,
    qmp: file("qmp.sock"),
    serial: file("serial.sock"),
    vnc: file("vnc.sock"),
    ipmi: file("ipmi.sock"),
    pid: file("qemu.pid"),
    stderr: file("qemu.stderr"),
    firmwareLog: file("firmware.log"),
    vncPassword: file("vnc.password"),
    serialLog: join(stateDir, "serial.log"),
  };
}
