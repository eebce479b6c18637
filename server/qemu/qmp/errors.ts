import { MachineError } from "../../machine/errors.ts";

/** QEMU understood the command and refused it. */
export class QmpCommandError extends Error {
  /** QEMU's error class: "GenericError", "CommandNotFound", "DeviceNotFound" … */
  readonly errorClass: string;

  constructor(command: string, errorClass: string, description: string) {
    super(`${command}: ${description}`);
    this.errorClass = errorClass;
  }
}

/** The link to QEMU is not there or went away before the answer came. */
export class QmpDisconnected extends Error {
  constructor(detail: string) {
    super(`QEMU's monitor is not connected: ${detail}.`);
  }
}

/** QEMU did not answer in time; whether it did what was asked is unknown. */
export class QmpTimeout extends Error {
  constructor(what: string, milliseconds: number) {
    super(`QEMU did not answer ${what} within ${milliseconds} ms.`);
  }
}

/** What sits behind the monitor socket does not speak QMP. */
export class QmpProtocolError extends Error {}

/** What a failed QMP exchange means to the machine. */
export function qmpToMachineError(error: unknown): MachineError {
  if (error instanceof MachineError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof QmpCommandError) {
    const unknown = error.errorClass === "CommandNotFound";
    return new MachineError(unknown ? "notSupported" : "failed", message, { cause: error });
  }
  const unreachable =
    error instanceof QmpDisconnected || error instanceof QmpTimeout || error instanceof QmpProtocolError;
  return new MachineError(unreachable ? "unreachable" : "failed", message, { cause: error });
}
