import { type DiscreteSensor, discreteSensors } from "../../../bmc/discrete-sensors.ts";
import type { AnalogSensor } from "../../../bmc/sensors/analog-sensor.ts";
import type { CommandContext } from "../../command.ts";
import { CompletionCode, type Refusal, refuse } from "../../message/completion-code.ts";

const discreteByNumber: ReadonlyMap<number, DiscreteSensor> = new Map(
  Object.values(discreteSensors).map(sensor => [sensor.number, sensor]),
);

/** A discrete sensor that can be read: one that has a state at any time. */
export type ReadableSensor = DiscreteSensor & Required<Pick<DiscreteSensor, "present">>;

const isReadable = (sensor: DiscreteSensor | undefined): sensor is ReadableSensor =>
  sensor?.present !== undefined;

/** The sensor that a request names, of those that have thresholds. */
export function analogSensor({ sensors }: CommandContext, number: number): AnalogSensor | Refusal {
  const known = discreteByNumber.has(number) ? CompletionCode.IllegalForSensor : CompletionCode.NotPresent;
  return sensors.find(number) ?? refuse(known);
}

/** The sensor that a request names, of those that can be read. */
export function readableSensor(
  { sensors }: CommandContext,
  number: number,
): AnalogSensor | ReadableSensor | Refusal {
  const analog = sensors.find(number);
  if (analog) return analog;
  const discrete = discreteByNumber.get(number);
  return isReadable(discrete) ? discrete : refuse(CompletionCode.NotPresent);
}

/** The state that holds at present, as a bit. */
export function presentState({ machine }: CommandContext, sensor: ReadableSensor): number {
  const state = sensor.present(machine.powerState);
  const offset = state === undefined ? undefined : sensor.states[state];
  return offset === undefined ? 0 : 1 << offset;
}
