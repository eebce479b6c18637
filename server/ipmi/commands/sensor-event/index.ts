import type { AnyCommand } from "../../command.ts";
import { alertImmediate } from "./alert-immediate.ts";
import { armPefPostponeTimer } from "./arm-pef-postpone-timer.ts";
import { getDeviceSdr } from "./get-device-sdr.ts";
import { getDeviceSdrInfo } from "./get-device-sdr-info.ts";
import { getEventReceiver } from "./get-event-receiver.ts";
import { getLastProcessedEventId } from "./get-last-processed-event-id.ts";
import { getPefCapabilities } from "./get-pef-capabilities.ts";
import { getPefConfigurationParameters } from "./get-pef-configuration-parameters.ts";
import { getSensorEventEnable } from "./get-sensor-event-enable.ts";
import { getSensorEventStatus } from "./get-sensor-event-status.ts";
import { getSensorHysteresis } from "./get-sensor-hysteresis.ts";
import { getSensorReading } from "./get-sensor-reading.ts";
import { getSensorReadingFactors } from "./get-sensor-reading-factors.ts";
import { getSensorThresholds } from "./get-sensor-thresholds.ts";
import { getSensorType } from "./get-sensor-type.ts";
import { petAcknowledge } from "./pet-acknowledge.ts";
import { platformEvent } from "./platform-event.ts";
import { reArmSensorEvents } from "./re-arm-sensor-events.ts";
import { reserveDeviceSdrRepository } from "./reserve-device-sdr-repository.ts";
import { setEventReceiver } from "./set-event-receiver.ts";
import { setLastProcessedEventId } from "./set-last-processed-event-id.ts";
import { setPefConfigurationParameters } from "./set-pef-configuration-parameters.ts";
import { setSensorEventEnable } from "./set-sensor-event-enable.ts";
import { setSensorHysteresis } from "./set-sensor-hysteresis.ts";
import { setSensorReadingAndEventStatus } from "./set-sensor-reading-and-event-status.ts";
import { setSensorThresholds } from "./set-sensor-thresholds.ts";
import { setSensorType } from "./set-sensor-type.ts";

/** Sensor/Event (IPMI 2.0 §29, §30 and §35), by number. */
export const sensorEventCommands: readonly AnyCommand[] = [
  setEventReceiver,
  getEventReceiver,
  platformEvent,
  getPefCapabilities,
  armPefPostponeTimer,
  setPefConfigurationParameters,
  getPefConfigurationParameters,
  setLastProcessedEventId,
  getLastProcessedEventId,
  alertImmediate,
  petAcknowledge,
  getDeviceSdrInfo,
  getDeviceSdr,
  reserveDeviceSdrRepository,
  getSensorReadingFactors,
  setSensorHysteresis,
  getSensorHysteresis,
  setSensorThresholds,
  getSensorThresholds,
  setSensorEventEnable,
  getSensorEventEnable,
  reArmSensorEvents,
  getSensorEventStatus,
  getSensorReading,
  setSensorType,
  getSensorType,
  setSensorReadingAndEventStatus,
];
