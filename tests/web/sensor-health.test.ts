import { expect, it } from "vitest";
import { healthOfAll } from "../../web/app/sensor-health.ts";
import type { Sensor } from "../../web/redfish/resources.ts";

const sensor = (Name: string, Reading: number | null, Health: Sensor["Status"]["Health"]): Sensor =>
  ({ Name, Reading, Status: { State: "Enabled", Health } }) as Sensor;

const fine = sensor("Fan 1", 2000, "OK");

it("is that of the worst sensor, which is named", () => {
  const warm = sensor("Inlet Temp", 44, "Warning");
  const hot = sensor("CPU Temp", 99, "Critical");
  expect(healthOfAll([fine, warm])).toEqual({ worst: "Warning", ill: ["Inlet Temp"], count: 2 });
  expect(healthOfAll([warm, hot, fine])).toEqual({ worst: "Critical", ill: ["CPU Temp"], count: 3 });
});

it("counts only what has a reading", () => {
  expect(healthOfAll([fine, sensor("Fan 2", null, "Critical")])).toEqual({
    worst: "OK",
    ill: [],
    count: 1,
  });
  expect(healthOfAll([sensor("Fan 2", null, "OK")]).worst).toBeUndefined();
});
