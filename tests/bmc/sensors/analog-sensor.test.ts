import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnalogSensor, type SensorSetting } from "../../../server/bmc/sensors/analog-sensor.ts";
import type { SensorDeclaration } from "../../../server/bmc/sensors/sensor-declaration.ts";
import type { Events } from "../../../server/events/events.ts";

const declaration: SensorDeclaration = {
  number: 1,
  name: "Test",
  quantity: "temperature",
  entity: "systemBoard",
  instance: 1,
  factors: { m: 5, b: 0, bExponent: 0, resultExponent: -1 },
  nominal: 30,
  thresholds: { lowerCritical: 10, upperNonCritical: 60, upperCritical: 70 },
  hysteresis: 2,
  origin: "modelled",
  read: () => undefined,
};

/** A sensor, and its crossings as they are told: "+upperCritical 70.5". */
function sensorUnderTest(saved: SensorSetting = {}) {
  const crossings: string[] = [];
  const events: Events["sensorThresholdCrossed"][] = [];
  let setting = saved;
  const sensor = new AnalogSensor(declaration, {
    saved,
    save: changed => {
      setting = changed;
    },
    crossed(event) {
      events.push(event);
      crossings.push(`${event.asserted ? "+" : "-"}${event.threshold} ${event.reading}`);
    },
  });
  const reads = (...values: (number | undefined)[]) => {
    crossings.length = 0;
    for (const value of values) sensor.sample(value, 0);
    return crossings;
  };
  return { sensor, reads, events, setting: () => setting };
}

describe("a threshold", () => {
  it("is told once when it is reached and once when the reading is back by the hysteresis", () => {
    const { reads } = sensorUnderTest();
    expect(reads(30, 59.5, 60, 61, 60, 59, 58, 57.5, 50)).toEqual([
      "+upperNonCritical 60",
      "-upperNonCritical 57.5",
    ]);
    expect(reads(10, 9, 11, 12, 12.5)).toEqual(["+lowerCritical 10", "-lowerCritical 12.5"]);
  });

  it("is told with all that a reader needs", () => {
    const { reads, events } = sensorUnderTest();
    reads(75);
    expect(events[1]).toEqual({
      sensor: 1,
      name: "Test",
      threshold: "upperCritical",
      asserted: true,
      reading: 75,
      limit: 70,
      unit: "°C",
      severity: "Critical",
    });
  });

  it("alternates between asserted and deasserted, whatever is read", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 127, noNaN: true })), values => {
        const { reads, sensor } = sensorUnderTest();
        const seen = reads(...values);
        for (const name of ["lowerCritical", "upperNonCritical", "upperCritical"] as const) {
          const signs = seen.filter(each => each.includes(`${name} `)).map(each => each[0]);
          expect(signs).toEqual(signs.map((_, index) => (index % 2 === 0 ? "+" : "-")));
          expect(sensor.beyond.has(name)).toBe(signs.length % 2 === 1);
        }
      }),
    );
  });

  it("that is moved below the reading is crossed at once", () => {
    const { sensor, reads } = sensorUnderTest();
    const seen = reads(50);
    sensor.setLimits({ upperNonCritical: 90 });
    expect(seen).toEqual(["+upperNonCritical 50"]);
    expect(sensor.severity).toBe("Warning");
  });

  it("that the sensor does not have cannot be set", () => {
    const { sensor } = sensorUnderTest();
    sensor.setLimits({ upperNonRecoverable: 100 });
    expect(sensor.limits).not.toHaveProperty("upperNonRecoverable");
  });

  it("ends without a word when there is no reading any more", () => {
    const { reads, sensor } = sensorUnderTest();
    expect(reads(65, undefined)).toEqual(["+upperNonCritical 65"]);
    expect([sensor.reading, sensor.severity]).toEqual([undefined, "OK"]);
  });
});

describe("event enables", () => {
  it("choose which crossings are told", () => {
    const { sensor, reads } = sensorUnderTest();
    sensor.setEvents({ ...sensor.events, assertion: ["upperCritical"], deassertion: [] });
    expect(reads(75, 30)).toEqual(["+upperCritical 75"]);
    sensor.setEvents({ ...sensor.events, messages: false });
    expect(reads(75)).toEqual([]);
    expect(sensor.severity).toBe("Critical");
  });

  it("stop a sensor from being read", () => {
    const { sensor, reads } = sensorUnderTest();
    reads(40);
    sensor.setEvents({ ...sensor.events, scanning: false });
    reads(75);
    expect(sensor.reading).toBe(40);
  });
});

describe("a forced reading", () => {
  it("holds against what is measured until it ends", () => {
    const { sensor, reads } = sensorUnderTest();
    const seen = reads(30);
    sensor.force(144);
    sensor.sample(31, 0);
    expect([sensor.reading, ...seen]).toEqual([72, "+upperNonCritical 72", "+upperCritical 72"]);
    sensor.force(undefined);
    expect([sensor.reading, ...seen.slice(2)]).toEqual([31, "-upperNonCritical 31", "-upperCritical 31"]);
  });
});

describe("re-arming", () => {
  it("tells anew what is still beyond", () => {
    const { sensor, reads } = sensorUnderTest();
    const seen = reads(75);
    sensor.rearm(["upperCritical"]);
    expect(seen.slice(2)).toEqual(["+upperCritical 75"]);
  });

  it("forgets what has come back", () => {
    const { sensor, reads } = sensorUnderTest();
    reads(65, 30);
    expect([...sensor.returned]).toEqual(["upperNonCritical"]);
    sensor.rearm();
    expect(sensor.returned.size).toBe(0);
  });
});

describe("settings", () => {
  it("survive in the sensor's unit", () => {
    const { sensor, setting } = sensorUnderTest();
    sensor.setLimits({ upperCritical: 150 });
    sensor.setHysteresis({ positive: 10, negative: 6 });
    sensor.setEvents({ ...sensor.events, deassertion: [] });
    expect(setting()).toMatchObject({
      thresholds: { upperCritical: 75, upperNonCritical: 60, lowerCritical: 10 },
      hysteresis: { positive: 5, negative: 3 },
    });
    const again = sensorUnderTest(setting()).sensor;
    expect(again.limits).toEqual(sensor.limits);
    expect(again.hysteresis).toEqual({ positive: 10, negative: 6 });
    expect(again.events.deassertion).toEqual([]);
  });

  it("are gone with the defaults", () => {
    const { sensor, setting } = sensorUnderTest();
    sensor.setLimits({ upperCritical: 150 });
    sensor.force(3);
    sensor.restoreDefaults();
    expect([sensor.limits.upperCritical, sensor.counts, setting()]).toEqual([140, undefined, {}]);
  });
});
