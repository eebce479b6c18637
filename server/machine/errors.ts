/** The closed set of what can go wrong with the machine. Each front end translates it once, in an exhaustive Record. */
export type MachineErrorCode =
  /** Another operation is under way. */
  | "busy"
  /** The machine's power state does not allow it. */
  | "wrongState"
  /** This hypervisor or configuration cannot do it. */
  | "notSupported"
  /** The hypervisor does not answer. */
  | "unreachable"
  | "notFound"
  /** The hypervisor was asked and refused, or gave up half-way. */
  | "failed"
  /** The guest did not follow in time. */
  | "timedOut";

export class MachineError extends Error {
  readonly code: MachineErrorCode;

  constructor(code: MachineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MachineError";
    this.code = code;
  }
}

/** What any failure below the machine means to its callers. */
export function asMachineError(error: unknown): MachineError {
  if (error instanceof MachineError) return error;
  return new MachineError("failed", error instanceof Error ? error.message : String(error), { cause: error });
}
