import { describe, expect, it } from "vitest";
import { ReadingHistory } from "../../web/app/reading-history.ts";
import { absenceWords, byKind, unitOf } from "../../web/app/sensor-words.ts";
import type { Sensor } from "../../web/redfish/resources.ts";

const sensor: Sensor = {
  Id: "CPUTemp",
  Name: "CPU Temp",
  ReadingType: "Temperature",
  Reading: 40,
  ReadingUnits: "Cel",
  ReadingRangeMin: 0,
  ReadingRangeMax: 127.5,
  SensingInterval: "PT1S",
  Implementation: "Synthesized",
  PhysicalContext: "CPU",
  Status: { State: "Enabled", Health: "OK" },
  Thresholds: {},
  Oem: { QemuBmc: { "@odata.type": "#QemuBmc.v1_0_0.Sensor", Forced: false } },
};

describe("sensors", () => {
  it("stand by kind, those without one last, and without empty kinds", () => {
    const { ReadingType: _, ...disk } = { ...sensor, Id: "DiskRead" };
    const fan: Sensor = { ...sensor, Id: "Fan1", ReadingType: "Rotational" };
    expect(byKind([disk, fan, sensor]).map(({ title, sensors }) => [title, sensors[0]?.Id])).toEqual([
      ["Temperatures", "CPUTemp"],
      ["Fans", "Fan1"],
      ["Throughput", "DiskRead"],
    ]);
  });

  it.each([
    ["Cel", "°C"],
    ["{rev}/min", "rpm"],
    ["W", "W"],
  ])("in %s are shown in %s", (ReadingUnits, words) => {
    expect(unitOf({ ...sensor, ReadingUnits })).toBe(words);
  });

  it("say why they have no reading", () => {
    const without = (State: Sensor["Status"]["State"]) =>
      absenceWords({ ...sensor, Reading: null, Status: { State, Health: "OK" } });
    expect([without("StandbyOffline"), without("Disabled"), without("Absent")]).toEqual([
      "Machine off",
      "Not scanned",
      "No reading",
    ]);
  });
});

describe("the history of readings", () => {
  it("forgets what is older than it is to keep, for each sensor by itself", () => {
    const history = new ReadingHistory(1000);
    for (const at of [0, 400, 1200]) history.add("a", { at, reading: at });
    history.add("b", { at: 0, reading: 1 });
    expect(history.of("a").map(({ at }) => at)).toEqual([400, 1200]);
    expect(history.of("b")).toHaveLength(1);
    expect(history.of("c")).toEqual([]);
  });
});
