import { expect, test } from "vitest";
import { redfishService } from "./redfish-service.ts";

interface Parameter {
  readonly Name: string;
}

async function infoOf(uri: string, action: string) {
  await using service = await redfishService();
  const { Actions } = (await service.get(uri)).json();
  const info = await service.get(Actions[action]["@Redfish.ActionInfo"]);
  expect(info.statusCode).toBe(200);
  expect(info.headers.link).toContain("ActionInfo.v1_5_0.json");
  return info.json();
}
const named = (info: { readonly Parameters: readonly Parameter[] }, name: string) =>
  info.Parameters.find(({ Name }) => Name === name);

test("an action tells its parameters and what they may be, next to its target", async () => {
  const info = await infoOf("/redfish/v1/Systems/1", "#ComputerSystem.Reset");
  expect(info).toMatchObject({
    "@odata.id": "/redfish/v1/Systems/1/ResetActionInfo",
    "@odata.type": "#ActionInfo.v1_5_0.ActionInfo",
    Id: "ResetActionInfo",
  });
  expect(info.Parameters).toEqual([
    {
      ...{ Name: "ResetType", Required: true, DataType: "String" },
      AllowableValues: expect.arrayContaining(["On", "ForceOff", "PowerCycle"]),
    },
  ]);
});

test("InsertMedia tells of each parameter whether it is needed", async () => {
  const info = await infoOf("/redfish/v1/Systems/1/VirtualMedia/Cd1", "#VirtualMedia.InsertMedia");
  expect(named(info, "Image")).toEqual({ Name: "Image", Required: true, DataType: "String" });
  expect(named(info, "Inserted")).toEqual({ Name: "Inserted", Required: false, DataType: "Boolean" });
  expect(named(info, "TransferProtocolType")).toMatchObject({
    AllowableValues: expect.arrayContaining(["HTTP", "HTTPS"]),
  });
});

test("numbers, objects and lists go by their names", async () => {
  const info = await infoOf("/redfish/v1/CertificateService", "#CertificateService.GenerateCSR");
  expect(named(info, "KeyBitLength")).toEqual({
    ...{ Name: "KeyBitLength", Required: false, DataType: "Number" },
    AllowableNumbers: ["2048", "3072", "4096"],
  });
  expect(named(info, "CertificateCollection")).toMatchObject({ DataType: "Object", Required: true });
  expect(named(info, "AlternativeNames")).toMatchObject({ DataType: "StringArray", ArraySizeMaximum: 64 });
});

test("an action without parameters has nothing to tell, and no slot that is not there has", async () => {
  await using service = await redfishService();
  const slot = "/redfish/v1/Systems/1/VirtualMedia";
  const { Actions } = (await service.get(`${slot}/Cd1`)).json();
  expect(Actions["#VirtualMedia.EjectMedia"]).not.toHaveProperty("@Redfish.ActionInfo");
  expect((await service.get(`${slot}/Cd9/InsertMediaActionInfo`)).statusCode).toBe(404);
  const anonymous = await service.app.inject(`${slot}/Cd1/InsertMediaActionInfo`);
  expect(anonymous.statusCode).toBe(401);
});
