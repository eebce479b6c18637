import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { eventually } from "../support/eventually.ts";
import { password, RunningBmc, userName } from "../support/running-bmc.ts";

interface Message {
  readonly type: string;
  readonly to?: string;
  readonly powerState?: string;
  readonly origin?: { via: string; user?: string };
}

let bmc: RunningBmc;
let pushed: Message[];
let socket: WebSocket;

beforeAll(async () => {
  bmc = await RunningBmc.start();
  await bmc.logs("poweringOn → on");
  pushed = [];
  const authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`;
  const url = `${bmc.url.replace("https", "wss")}/ws/events`;
  socket = new WebSocket(url, { rejectUnauthorized: false, headers: { authorization } });
  socket.on("message", data => pushed.push(JSON.parse(data.toString()) as Message));
  await eventually(
    () => pushed[0]?.type === "snapshot",
    10,
    () => JSON.stringify(pushed),
  );
});
afterAll(async () => {
  socket.close();
  await bmc.close();
});

const powerChanges = () => pushed.filter(({ type }) => type === "powerChanged");

it("what IPMI does is pushed to the page in order, and Redfish answers with it", async () => {
  expect(pushed[0]?.powerState).toBe("on");
  await bmc.ipmitool("chassis", "power", "off");
  await expect
    .poll(() => powerChanges().map(({ to }) => to), { timeout: 2000 })
    .toEqual(["poweringOff", "off"]);
  expect(powerChanges()[0]?.origin).toEqual({ via: "ipmi", user: userName });
  expect(await bmc.redfishPowerState()).toBe("Off");
});

it("what Redfish does is pushed to the page in order, and IPMI answers with it", async () => {
  pushed.length = 0;
  expect((await bmc.reset("On")).status).toBe(204);
  await expect
    .poll(() => powerChanges().map(({ to }) => to), { timeout: 2000 })
    .toEqual(["poweringOn", "on"]);
  expect(powerChanges()[0]?.origin).toEqual({ via: "redfish", user: userName });
  expect(await bmc.ipmitool("chassis", "power", "status")).toContain("is on");
});

it("policy, identify and boot device are one for all", async () => {
  pushed.length = 0;
  await bmc.ipmitool("chassis", "policy", "always-off");
  await bmc.patch("/redfish/v1/Systems/1", { LocationIndicatorActive: true });
  await bmc.ipmitool("chassis", "bootdev", "pxe");
  expect((await bmc.curl("/redfish/v1/Systems/1")).body).toMatchObject({
    PowerRestorePolicy: "AlwaysOff",
    LocationIndicatorActive: true,
    Boot: { BootSourceOverrideTarget: "Pxe" },
  });
  expect(await bmc.ipmitool("chassis", "status")).toMatch(/Power Restore Policy : always-off/);
  const types = pushed.map(({ type }) => type);
  expect(types).toEqual(
    expect.arrayContaining(["restorePolicyChanged", "identifyChanged", "bootOverrideChanged"]),
  );
  await bmc.patch("/redfish/v1/Systems/1", { PowerRestorePolicy: "AlwaysOn" });
  expect(await bmc.ipmitool("chassis", "status")).toMatch(/Power Restore Policy : always-on/);
});
