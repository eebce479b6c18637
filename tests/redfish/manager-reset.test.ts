import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { restoreDefaults } from "../../server/bmc/defaults.ts";
import { redfishService } from "./redfish-service.ts";

const target = "/redfish/v1/Managers/1/Actions/Manager.Reset";

test.each([{ ResetType: "GracefulRestart" }, { ResetType: "ForceRestart" }, {}])(
  "Manager.Reset with %j is answered, and restarts the BMC",
  async body => {
    await using service = await redfishService();
    expect((await service.request("POST", target, body)).statusCode).toBe(204);
    await setImmediate();
    expect(service.resets).toEqual([{ via: "redfish", user: "admin" }]);
  },
);

test("Manager.Reset is for those who may configure the manager", async () => {
  await using service = await redfishService();
  const answer = await service.request("POST", target, {}, service.as("operator"));
  expect(answer.statusCode).toBe(403);
  expect((await service.request("POST", target, { ResetType: "Off" })).statusCode).toBe(400);
  await setImmediate();
  expect(service.resets).toEqual([]);
});

test("Manager.ResetToDefaults keeps what it is told to, and restarts the BMC", async () => {
  await using service = await redfishService();
  const defaults = "/redfish/v1/Managers/1/Actions/Manager.ResetToDefaults";
  const body = { ResetType: "PreserveNetwork" };
  expect((await service.request("POST", defaults, body, service.as("operator"))).statusCode).toBe(403);
  expect((await service.request("POST", defaults, {})).statusCode).toBe(400);
  await setImmediate();
  expect(service.resets).toEqual([]);
  expect((await service.request("POST", defaults, body)).statusCode).toBe(204);
  await setImmediate();
  expect(service.resets).toHaveLength(1);
  expect(restoreDefaults(service.bmcStore)).toMatchObject({ preserved: "network" });
});
