import { describe, expect, test } from "vitest";
import { redfishService } from "./redfish-service.ts";

const sensorsUri = "/redfish/v1/Chassis/1/Sensors";
const mbTemp = `${sensorsUri}/MBTemp`;
const metrics = "/redfish/v1/Chassis/1/EnvironmentMetrics";

async function sensorService({ on = true } = {}) {
  const service = await redfishService();
  if (on) await (await service.machine.power("on", { via: "test" })).outcome;
  for (const second of [0, 1]) {
    service.hypervisor.usage = {
      ...{ process: 1, cpuSeconds: second, memoryBytes: 2 ** 30, bytesRead: 0, bytesWritten: 0 },
    };
    service.sensors.sample(second * 1000);
  }
  return service;
}

test("the chassis leads to all sensors", async () => {
  await using service = await sensorService();
  const chassis = (await service.get("/redfish/v1/Chassis/1")).json();
  const collection = (await service.get(chassis.Sensors["@odata.id"])).json();
  expect(collection["@odata.type"]).toBe("#SensorCollection.SensorCollection");
  expect(collection["Members@odata.count"]).toBe(service.sensors.list.length);
  for (const { "@odata.id": uri } of collection.Members) {
    const { statusCode, json } = await service.get(uri);
    expect(statusCode).toBe(200);
    expect(json()).toMatchObject({ "@odata.type": "#Sensor.v1_12_0.Sensor", Status: { Health: "OK" } });
  }
});

describe("a sensor", () => {
  test("shows what IPMI shows", async () => {
    await using service = await sensorService();
    expect((await service.get(mbTemp)).json()).toMatchObject({
      Name: "MBTemp",
      ReadingType: "Temperature",
      Reading: service.sensors.named("MBTemp").reading,
      ReadingUnits: "Cel",
      ReadingRangeMin: 0,
      ReadingRangeMax: 127.5,
      Implementation: "Synthesized",
      PhysicalContext: "SystemBoard",
      Status: { State: "Enabled", Health: "OK" },
      Thresholds: {
        UpperCaution: { Reading: 85, Activation: "Increasing", HysteresisReading: 2 },
        LowerFatal: { Reading: 0, Activation: "Decreasing", HysteresisReading: 2 },
      },
    });
    expect((await service.get(`${sensorsUri}/CPULoad`)).json()).toMatchObject({
      Reading: 50,
      ReadingUnits: "%",
      Implementation: "Reported",
    });
  });

  test("has no reading while the machine that it needs is off", async () => {
    await using service = await sensorService({ on: false });
    expect((await service.get(`${sensorsUri}/Fan1`)).json()).toMatchObject({
      Reading: null,
      Status: { State: "StandbyOffline", Health: "OK" },
    });
  });

  test("shows how bad its reading is", async () => {
    await using service = await sensorService();
    service.sensors.named("MBTemp").force(172);
    expect((await service.get(mbTemp)).json().Status.Health).toBe("Warning");
    service.sensors.named("MBTemp").force(212);
    expect((await service.get(mbTemp)).json().Status.Health).toBe("Critical");
  });

  test("that there is not is not found", async () => {
    await using service = await sensorService();
    expect((await service.get(`${sensorsUri}/Barometer`)).statusCode).toBe(404);
    expect((await service.get("/redfish/v1/Chassis/2/Sensors/MBTemp")).statusCode).toBe(404);
  });

  test("changes its ETag with its thresholds, and not with its reading", async () => {
    await using service = await sensorService();
    // What stands behind the point tells representations apart, and does not matter to If-Match.
    const etag = async () => `${(await service.get(mbTemp)).headers.etag}`.split(".")[0];
    const first = await etag();
    service.sensors.named("MBTemp").force(100);
    expect(await etag()).toBe(first);
    service.sensors.named("MBTemp").setLimits({ upperCritical: 200 });
    expect(await etag()).not.toBe(first);
  });
});

describe("PATCH of thresholds", () => {
  test("sets those that it names, to what the sensor can express", async () => {
    await using service = await sensorService();
    const Thresholds = { UpperCaution: { Reading: 70.3 }, LowerCritical: { Reading: 4 } };
    const answer = await service.request("PATCH", mbTemp, { Thresholds });
    expect(answer.statusCode).toBe(200);
    expect(answer.json().Thresholds).toMatchObject({
      UpperCaution: { Reading: 70.5 },
      UpperCritical: { Reading: 105 },
      LowerCritical: { Reading: 4 },
    });
    expect(service.sensors.named("MBTemp").limits.upperNonCritical).toBe(141);
  });

  test("takes the whole object back that was read, changed in one place", async () => {
    await using service = await sensorService();
    const { Thresholds } = (await service.get(mbTemp)).json();
    Thresholds.UpperFatal.Reading = 110;
    const answer = await service.request("PATCH", mbTemp, { Thresholds });
    expect([answer.statusCode, answer.json().Thresholds]).toEqual([200, Thresholds]);
  });

  test("names every threshold that cannot be set, and sets none", async () => {
    await using service = await sensorService();
    const fan = `${sensorsUri}/Fan1`;
    const answer = await service.request("PATCH", fan, {
      Thresholds: {
        LowerCaution: { Reading: 1500 },
        UpperCritical: { Reading: 9000 },
        LowerCritical: { Reading: 1e6 },
      },
    });
    expect(answer.statusCode).toBe(400);
    const messages = answer
      .json()
      .error["@Message.ExtendedInfo"].map(
        ({ MessageId, RelatedProperties }: { MessageId: string; RelatedProperties: string[] }) =>
          `${MessageId.split(".").at(-1)} ${RelatedProperties}`,
      );
    expect(messages).toEqual([
      "PropertyUnknown #/Thresholds/UpperCritical",
      "PropertyValueOutOfRange #/Thresholds/LowerCritical/Reading",
    ]);
    expect((await service.get(fan)).json().Thresholds.LowerCaution.Reading).toBe(1200);
  });

  test("is for those who may configure components", async () => {
    await using service = await sensorService();
    const body = { Thresholds: { UpperCaution: { Reading: 70 } } };
    const status = async (user: string) =>
      (await service.request("PATCH", mbTemp, body, service.as(user))).statusCode;
    expect([await status("reader"), await status("operator")]).toEqual([403, 200]);
  });
});

describe("the environment metrics", () => {
  test("show the air and the power, and where the values come from", async () => {
    await using service = await sensorService();
    expect((await service.get(metrics)).json()).toMatchObject({
      TemperatureCelsius: { DataSourceUri: `${sensorsUri}/InletTemp`, Reading: 22 },
      PowerWatts: { DataSourceUri: `${sensorsUri}/Power`, Reading: 103 },
      PowerLimitWatts: { SetPoint: null, ControlMode: "Disabled", AllowableMin: 1, AllowableMax: 65_535 },
    });
  });

  test("set the power limit that DCMI has", async () => {
    await using service = await sensorService();
    const change = (PowerLimitWatts: object) => service.request("PATCH", metrics, { PowerLimitWatts });
    expect((await change({ ControlMode: "Automatic" })).statusCode).toBe(400);
    const answer = await change({ SetPoint: 120, ControlMode: "Automatic" });
    expect(answer.json().PowerLimitWatts).toMatchObject({ SetPoint: 120, ControlMode: "Automatic" });
    expect(service.powerLimit.value).toMatchObject({ watts: 120, active: true });
    expect((await change({ SetPoint: 0 })).statusCode).toBe(400);
    expect((await change({ ControlMode: "Disabled" })).statusCode).toBe(200);
    expect(service.powerLimit.value).toMatchObject({ watts: 120, active: false });
  });
});
