import type { LimitAction } from "../../../bmc/sensors/limit-keeper.ts";
import type { ThermalLimitSetting } from "../../../bmc/sensors/thermal-limit.ts";
import { bit, byte } from "../../layout/byte.ts";
import { u8, u16 } from "../../layout/fields.ts";
import { CompletionCode, type Refusal, refuse } from "../../message/completion-code.ts";
import { entityOf } from "./dcmi-entities.ts";

/** A thermal limit in its commands (DCMI 1.5 tables 6-25 and 6-26). */
export const thermalLimitFields = {
  exception: byte({ powersOff: bit(6), logs: bit(5) }),
  celsius: u8,
  /** Seconds. */
  exceptionTime: u16,
};

interface ThermalLimitBytes {
  readonly exception: { readonly powersOff: boolean; readonly logs: boolean };
  readonly celsius: number;
  readonly exceptionTime: number;
}

export const bytesOf = ({ action, celsius, exceptionTime }: ThermalLimitSetting): ThermalLimitBytes => ({
  exception: { powersOff: action === "powerOff", logs: action === "log" },
  celsius,
  exceptionTime,
});

function actionOf({ powersOff, logs }: ThermalLimitBytes["exception"]): LimitAction {
  if (powersOff) return "powerOff";
  return logs ? "log" : "none";
}

export const settingOf = ({ exception, ...limit }: ThermalLimitBytes): ThermalLimitSetting => ({
  action: actionOf(exception),
  celsius: limit.celsius,
  exceptionTime: limit.exceptionTime,
});

/** Only the air inlet has a limit, and there is one. */
export function refuseOtherEntity(entityId: number, instance: number): Refusal | undefined {
  const isInlet = entityOf(entityId) === "airInlet" && instance === 1;
  return isInlet ? undefined : refuse(CompletionCode.NotPresent);
}
