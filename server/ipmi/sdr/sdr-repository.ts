import { createHash } from "node:crypto";
import type { Clock } from "../../bmc/clock.ts";
import { discreteSensors } from "../../bmc/discrete-sensors.ts";
import { declarations } from "../../bmc/sensors/declarations.ts";
import type { Settings } from "../../bmc/settings.ts";
import { discreteSensorRecordOf } from "./discrete-sensor-record.ts";
import { fullSensorRecordOf } from "./full-sensor-record.ts";
import { locatorRecords } from "./locator-records.ts";
import { type SdrBody, sdrRecord } from "./record.ts";

/** Record IDs of requests and answers that mean a record by its place (IPMI 2.0 §33). */
const firstRecord = 0x0000;
const lastRecord = 0xffff;

const lastReservation = 0xffff;
const firstRecordId = 1;

/** All records, analog sensors first: the record of sensor n then has the ID n. */
const bodies: readonly SdrBody[] = [
  ...declarations.map(fullSensorRecordOf),
  ...Object.values(discreteSensors).map(discreteSensorRecordOf),
  ...locatorRecords,
];

export interface FoundRecord {
  readonly record: Buffer;
  /** The ID of the one that follows, or `lastRecord`. */
  readonly next: number;
}

/**
 * The Sensor Data Record repository. It describes this version of the BMC, so nobody adds to it; clients keep what
 * they have read of it for as long as its time stamp stays.
 */
export class SdrRepository {
  readonly records: readonly Buffer[];
  /** When the records became what they are: milliseconds since the epoch. */
  readonly changedAt: number;
  readonly #recordOfSensor: ReadonlyMap<number, number>;
  #reservations = 0;

  constructor(settings: Settings, clock: Clock) {
    this.records = bodies.map((body, index) => sdrRecord(firstRecordId + index, body));
    this.#recordOfSensor = new Map(declarations.map(({ number }, index) => [number, firstRecordId + index]));
    const hash = createHash("sha256").update(Buffer.concat(this.records)).digest("hex");
    const setting = settings.open("sdrRepository", { hash: "", changedAt: 0 });
    if (setting.value.hash !== hash) setting.save({ hash, changedAt: clock.now() });
    this.changedAt = setting.value.changedAt;
  }

  /** @param recordId one that the repository has, or 0000h for the first and FFFFh for the last */
  find(recordId: number): FoundRecord | undefined {
    const index =
      recordId === lastRecord
        ? this.records.length - 1
        : recordId - (recordId === firstRecord ? 0 : firstRecordId);
    const record = this.records[index];
    const isLast = index === this.records.length - 1;
    return record && { record, next: isLast ? lastRecord : index + firstRecordId + 1 };
  }

  /** The ID of an analog sensor's record. */
  recordOf(sensor: number): number | undefined {
    return this.#recordOfSensor.get(sensor);
  }

  /**
   * A reservation says that no record has changed since; none ever does while the BMC runs, so that nobody's
   * reservation ends another's, and clients that read at the same time do not disturb each other.
   */
  reserve(): number {
    this.#reservations = (this.#reservations % lastReservation) + 1;
    return this.#reservations;
  }

  holds(reservation: number): boolean {
    return reservation > 0 && reservation <= this.#reservations;
  }
}
