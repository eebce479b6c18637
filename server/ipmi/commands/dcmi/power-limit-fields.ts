import type { LimitAction } from "../../../bmc/sensors/limit-keeper.ts";
import { byte, choice } from "../../layout/byte.ts";
import { reserved, u16, u32 } from "../../layout/fields.ts";

const actions: Readonly<Record<LimitAction, number>> = { none: 0x00, powerOff: 0x01, log: 0x11 };

/** A power limit in its commands, behind their reserved bytes (DCMI 1.5 tables 6-17 and 6-18). */
export const powerLimitFields = {
  exception: byte({ action: choice(7, 0, actions) }),
  watts: u16,
  /** Milliseconds. */
  correctionTime: u32,
  between: reserved(2),
  /** Seconds. */
  samplingPeriod: u16,
};
