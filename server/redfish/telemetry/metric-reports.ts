import type { Clock } from "../../bmc/clock.ts";
import type { Sensors } from "../../bmc/sensors/sensors.ts";
import { dateTime, linkTo } from "../properties.ts";

const root = "/redfish/v1/TelemetryService";
/** The one report that there is, and its definition. */
export const sensorReportId = "Sensors";
export const sensorReportDefinitionUri = `${root}/MetricReportDefinitions/${sensorReportId}`;
export const sensorReportUri = `${root}/MetricReports/${sensorReportId}`;
export const metricReportType = "MetricReport.v1_5_2.MetricReport";

/** Seconds between two reports. */
export const reportInterval = 60;

/** What a report holds of each sensor. */
export const metricPropertyOf = (name: string): string =>
  `/redfish/v1/Chassis/1/Sensors/${name.replaceAll(" ", "")}#/Reading`;

type Report = ReturnType<MetricReports["collect"]>;

/** Reports of what the sensors read, one a minute (DSP2046, MetricReport). */
export class MetricReports {
  readonly #sensors: Sensors;
  readonly #clock: Clock;
  #latest: Report | undefined;
  #collectedAt = Number.NEGATIVE_INFINITY;

  constructor(sensors: Sensors, clock: Clock) {
    this.#sensors = sensors;
    this.#clock = clock;
  }

  /** The latest report; one is made where there is none yet. */
  get latest(): Report {
    this.#latest ??= this.collect();
    return this.#latest;
  }

  /** From now on a new report is made at every interval. */
  start(reported: (report: Report) => void): void {
    this.#sensors.onSample(at => {
      if (at - this.#collectedAt < reportInterval * 1000) return;
      this.#collectedAt = at;
      this.#latest = this.collect();
      reported(this.#latest);
    });
  }

  /** A report of the present. */
  collect() {
    const now = dateTime(this.#clock.now());
    return {
      Id: sensorReportId,
      Name: "Readings of all sensors",
      MetricReportDefinition: linkTo(sensorReportDefinitionUri),
      Timestamp: now,
      MetricValues: this.#sensors.list.flatMap(({ declaration: { name }, reading }) =>
        reading === undefined
          ? []
          : [
              {
                MetricId: name.replaceAll(" ", ""),
                MetricProperty: metricPropertyOf(name),
                MetricValue: `${reading}`,
                Timestamp: now,
              },
            ],
      ),
    };
  }
}

/** The report as subscribers get it. */
export const reportText = (report: Report, context: string | null): string =>
  JSON.stringify({
    "@odata.id": sensorReportUri,
    "@odata.type": `#${metricReportType}`,
    ...report,
    ...(context !== null && { Context: context }),
  });
