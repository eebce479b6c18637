import { describe, expect, test } from "vitest";
import { redfishService } from "./redfish-service.ts";

const uri = "/redfish/v1/Chassis/1";
const sensorUri = (id: string) => `${uri}/Sensors/${id}`;

async function chassisService({ on = true, linksDeprecated = true } = {}) {
  const service = await redfishService({}, {}, linksDeprecated);
  if (on) await (await service.machine.power("on", { via: "test" })).outcome;
  for (const second of [0, 1]) service.sensors.sample(second * 1000);
  const read = async (path: string) => (await service.get(path)).json();
  return Object.assign(service, { read });
}

describe("the power subsystem", () => {
  test("leads to a power supply with the sensors of its input and its rails", async () => {
    await using service = await chassisService();
    const { PowerSubsystem } = await service.read(uri);
    const { PowerSupplies } = await service.read(PowerSubsystem["@odata.id"]);
    const { Members } = await service.read(PowerSupplies["@odata.id"]);
    const supply = await service.read(Members[0]["@odata.id"]);
    expect(supply).toMatchObject({
      Description: expect.stringContaining("Modelled"),
      Status: { State: "Enabled", Health: "OK" },
    });
    expect(await service.read(supply.Metrics["@odata.id"])).toMatchObject({
      InputPowerWatts: { DataSourceUri: sensorUri("Power"), Reading: 48 },
      RailVoltage: [
        { DataSourceUri: sensorUri("12V"), Reading: 12.06 },
        { DataSourceUri: sensorUri("5V"), Reading: 5.025 },
        { DataSourceUri: sensorUri("3.3V"), Reading: 3.315 },
      ],
    });
  });

  test("is as healthy as its worst sensor", async () => {
    await using service = await chassisService();
    service.sensors.named("12V").force(150);
    expect((await service.read(`${uri}/PowerSubsystem`)).Status.Health).toBe("Critical");
  });
});

describe("the thermal subsystem", () => {
  test("has the fans with their speed", async () => {
    await using service = await chassisService();
    const { ThermalSubsystem } = await service.read(uri);
    const { Fans } = await service.read(ThermalSubsystem["@odata.id"]);
    expect((await service.read(Fans["@odata.id"]))["Members@odata.count"]).toBe(2);
    expect(await service.read(`${Fans["@odata.id"]}/Fan1`)).toMatchObject({
      SpeedPercent: { DataSourceUri: sensorUri("Fan1"), Reading: 26, SpeedRPM: 2400 },
      Status: { State: "Enabled" },
    });
    expect((await service.get(`${Fans["@odata.id"]}/Fan3`)).statusCode).toBe(404);
  });

  test("has fans that stand still while the machine is off", async () => {
    await using service = await chassisService({ on: false });
    expect(await service.read(`${uri}/ThermalSubsystem/Fans/Fan2`)).toMatchObject({
      SpeedPercent: { Reading: null, SpeedRPM: null },
      Status: { State: "StandbyOffline", Health: "OK" },
    });
  });

  test("has all temperatures", async () => {
    await using service = await chassisService();
    expect(await service.read(`${uri}/ThermalSubsystem/ThermalMetrics`)).toMatchObject({
      TemperatureSummaryCelsius: { Intake: { DataSourceUri: sensorUri("InletTemp"), Reading: 22 } },
      TemperatureReadingsCelsius: [
        { DataSourceUri: sensorUri("MBTemp"), DeviceName: "MBTemp", PhysicalContext: "SystemBoard" },
        { DataSourceUri: sensorUri("CPUTemp"), DeviceName: "CPU Temp", PhysicalContext: "CPU" },
        { DataSourceUri: sensorUri("InletTemp"), DeviceName: "Inlet Temp", PhysicalContext: "Intake" },
      ],
    });
  });
});

describe("what older clients look for", () => {
  test("Thermal has readings and limits", async () => {
    await using service = await chassisService();
    const { Thermal } = await service.read(uri);
    const { Temperatures, Fans } = await service.read(Thermal["@odata.id"]);
    expect(Temperatures[2]).toMatchObject({
      ...{ "@odata.id": `${uri}/Thermal#/Temperatures/2`, MemberId: "2", Name: "Inlet Temp" },
      ...{ SensorNumber: 3, ReadingCelsius: 22, UpperThresholdCritical: 42, PhysicalContext: "Intake" },
    });
    expect(Fans[0]).toMatchObject({
      ...{ Name: "Fan 1", Reading: 2400, ReadingUnits: "RPM", LowerThresholdFatal: 600 },
      Status: { State: "Enabled", Health: "OK" },
    });
    expect(Fans[0]).not.toHaveProperty("UpperThresholdCritical");
  });

  test("Power has consumption, rails and the power supply", async () => {
    await using service = await chassisService();
    for (let second = 2; second <= 61; second += 1) service.sensors.sample(second * 1000);
    const { Power } = await service.read(uri);
    const { PowerControl, Voltages, PowerSupplies } = await service.read(Power["@odata.id"]);
    expect(PowerControl).toMatchObject([
      {
        PowerConsumedWatts: 48,
        PowerMetrics: { IntervalInMin: 1, MinConsumedWatts: 48, AverageConsumedWatts: 48 },
        PowerLimit: { LimitInWatts: null, LimitException: "NoAction", CorrectionInMs: 0 },
      },
    ]);
    expect(Voltages.map(({ Name }: { Name: string }) => Name)).toEqual(["12V", "5V", "3.3V", "CMOS Battery"]);
    expect(PowerSupplies).toMatchObject([{ PowerInputWatts: 48, Status: { State: "Enabled" } }]);
  });

  test("Power sets the limit that DCMI has, and its ETag does not change with the readings", async () => {
    await using service = await chassisService();
    const etag = async () => `${(await service.get(`${uri}/Power`)).headers.etag}`.split(".")[0];
    const first = await etag();
    service.sensors.named("Power").force(100);
    expect(await etag()).toBe(first);
    const change = (PowerLimit: object) =>
      service.request("PATCH", `${uri}/Power`, { PowerControl: [{ PowerLimit }] });
    const PowerLimit = { LimitInWatts: 120, LimitException: "LogEventOnly", CorrectionInMs: 2000 };
    expect((await change(PowerLimit)).json().PowerControl[0].PowerLimit).toEqual(PowerLimit);
    expect(service.powerLimit.value).toMatchObject({ watts: 120, active: true, action: "log" });
    expect(await etag()).not.toBe(first);
    expect((await change({ LimitInWatts: null })).statusCode).toBe(200);
    expect(service.powerLimit.value).toMatchObject({ watts: 120, active: false });
  });

  test("Power names what is wrong within its lists", async () => {
    await using service = await chassisService();
    const answer = await service.request("PATCH", `${uri}/Power`, {
      PowerControl: [{ PowerConsumedWatts: 1, PowerLimit: { LimitInWatts: 0, LimitColour: "red" } }],
    });
    expect(answer.statusCode).toBe(400);
    const messages = answer
      .json()
      .error["@Message.ExtendedInfo"].map(
        ({ MessageId, RelatedProperties }: { MessageId: string; RelatedProperties: string[] }) =>
          `${MessageId.split(".").at(-1)} ${RelatedProperties}`,
      );
    expect(messages).toContain("PropertyNotWritable #/PowerControl/0/PowerConsumedWatts");
    expect(messages).toContain("PropertyUnknown #/PowerControl/0/PowerLimit/LimitColour");
    expect(messages.join()).toContain("#/PowerControl/0/PowerLimit/LimitInWatts");
  });

  test("IndicatorLED is the identify LED of the system and of the chassis", async () => {
    await using service = await chassisService();
    const system = "/redfish/v1/Systems/1";
    const shown = async () => [
      (await service.read(uri)).IndicatorLED,
      (await service.read(system)).IndicatorLED,
    ];
    expect(await shown()).toEqual(["Off", "Off"]);
    for (const [place, IndicatorLED] of [
      [uri, "Lit"],
      [system, "Blinking"],
    ] as const) {
      const answer = await service.request("PATCH", place, { IndicatorLED });
      expect(answer.json()).toMatchObject({ IndicatorLED, LocationIndicatorActive: true });
      expect(await shown()).toEqual([IndicatorLED, IndicatorLED]);
    }
    await service.request("PATCH", uri, { LocationIndicatorActive: false });
    expect(await shown()).toEqual(["Off", "Off"]);
    expect((await service.request("PATCH", uri, { IndicatorLED: "Unknown" })).statusCode).toBe(400);
  });

  test("is not linked where what is deprecated is not wanted", async () => {
    await using service = await chassisService({ linksDeprecated: false });
    const chassis = await service.read(uri);
    for (const name of ["Power", "Thermal", "IndicatorLED"]) expect(chassis).not.toHaveProperty(name);
    expect(await service.read("/redfish/v1/Systems/1")).not.toHaveProperty("IndicatorLED");
    expect((await service.get(`${uri}/Thermal`)).statusCode).toBe(200);
  });
});

test("a reset of the chassis is one of the system that fills it", async () => {
  await using service = await chassisService();
  const target = `${uri}/Actions/Chassis.Reset`;
  const { Actions, UUID } = await service.read(uri);
  expect(Actions["#Chassis.Reset"].target).toBe(target);
  expect(Actions["#Chassis.Reset"]["ResetType@Redfish.AllowableValues"]).not.toContain("Nmi");
  expect(UUID).toBe((await service.read("/redfish/v1/Systems/1")).UUID);
  expect((await service.request("POST", target, { ResetType: "ForceOff" })).statusCode).toBe(204);
  expect(service.machine.powerState).toBe("off");
});
