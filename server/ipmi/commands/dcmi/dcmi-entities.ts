import type { AnalogSensor } from "../../../bmc/sensors/analog-sensor.ts";
import type { Entity } from "../../../bmc/sensors/sensor-declaration.ts";
import type { CommandContext } from "../../command.ts";
import { u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, type Refusal, refuse } from "../../message/completion-code.ts";

/** Entity IDs of temperatures, of DCMI and of IPMI (DCMI 1.5 table 6-15). */
const entities: Readonly<Record<number, Entity>> = {
  64: "airInlet",
  55: "airInlet",
  65: "processor",
  3: "processor",
  66: "systemBoard",
  7: "systemBoard",
};

const temperatureSensor = 0x01;
const allInstances = 0;
/** Sensors in one answer. */
const mostPerAnswer = 8;

/** Which sensors are asked for; `start` is the first instance of the answer when all are. */
export const entityRequest = layout({ sensorType: u8, entityId: u8, instance: u8, start: u8 });

interface EntityRequest {
  readonly sensorType: number;
  readonly entityId: number;
  readonly instance: number;
  readonly start: number;
}

export const entityOf = (entityId: number): Entity | undefined => entities[entityId];

/** The sensors that are asked for, and how many there are besides. */
export function temperatures(
  { sensors }: CommandContext,
  { sensorType, entityId, instance, start }: EntityRequest,
): { readonly available: number; readonly shown: readonly AnalogSensor[] } | Refusal {
  const entity = entityOf(entityId);
  if (sensorType !== temperatureSensor || !entity) return refuse(CompletionCode.InvalidDataField);
  const all = sensors.list.filter(
    ({ declaration }) => declaration.quantity === "temperature" && declaration.entity === entity,
  );
  const isAsked = ({ declaration }: AnalogSensor): boolean =>
    instance === allInstances ? declaration.instance >= start : declaration.instance === instance;
  return { available: all.length, shown: all.filter(isAsked).slice(0, mostPerAnswer) };
}
