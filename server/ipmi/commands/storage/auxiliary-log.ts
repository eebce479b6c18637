import type { Setting } from "../../../bmc/settings.ts";
import { byte, choice } from "../../layout/byte.ts";

/** What system software keeps with the BMC about a log of its own (IPMI 2.0 §31.12). */
export interface AuxiliaryLogStatus {
  /** Of its latest entry, in seconds. */
  readonly timestamp: number;
  readonly entries: number;
}

export type AuxiliaryLog = Setting<AuxiliaryLogStatus>;

export const noAuxiliaryLog: AuxiliaryLogStatus = { timestamp: 0, entries: 0 };

/** Only the machine check architecture's log; no vendor's. */
export const auxiliaryLogType = byte({ type: choice(3, 0, { mca: 0 }) });
