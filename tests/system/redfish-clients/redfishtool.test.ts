import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { password, RunningBmc, userName } from "../../support/running-bmc.ts";
import { runClient } from "./client.ts";

let bmc: RunningBmc;

beforeAll(async () => {
  bmc = await RunningBmc.start({ POWER_ON_AT_START: "false" });
});
afterAll(() => bmc.close());

const always = ["-S", "Always", "-n"];
const redfishtool = (...args: readonly string[]) => {
  const service = ["-r", `127.0.0.1:${bmc.webPort}`, "-u", userName, "-p", password];
  return runClient("redfishtool", [...service, ...always, ...args], bmc.stateDir);
};
const json = async (...args: readonly string[]): Promise<Record<string, unknown>> => {
  const { exitCode, output } = await redfishtool(...args);
  if (exitCode !== 0) throw new Error(output);
  return JSON.parse(output.slice(output.indexOf("{")));
};

describe("redfishtool", () => {
  it.each([
    ["versions", { v1: "/redfish/v1/" }],
    ["root", { RedfishVersion: expect.stringMatching(/^1\.\d+\.\d+$/) }],
    ["odata", { value: expect.arrayContaining([expect.objectContaining({ name: "Systems" })]) }],
    ["Systems", { "Members@odata.count": 1 }],
    ["Systems -1 get", { Id: "1", PowerState: "Off" }],
    ["Systems -1 Processors", { "Members@odata.count": 1 }],
    ["raw GET /redfish/v1/Systems/1/Memory", { "Members@odata.count": 1 }],
    ["Systems -1 EthernetInterfaces -a", { "Members@odata.count": 1 }],
    ["raw GET /redfish/v1/Systems/1/Storage", { "Members@odata.count": 1 }],
    ["raw GET /redfish/v1/Systems/1/Bios", { Attributes: expect.any(Object) }],
    ["Systems -1 Logs", { "Members@odata.count": expect.any(Number) }],
    ["Chassis -1 get", { ChassisType: expect.any(String) }],
    ["Chassis -1 Power", { PowerControl: expect.any(Array) }],
    ["Chassis -1 Thermal", { Temperatures: expect.any(Array), Fans: expect.any(Array) }],
    ["Managers -1 get", { ManagerType: "BMC" }],
    ["Managers -1 NetworkProtocol", { HTTPS: expect.objectContaining({ ProtocolEnabled: true }) }],
    ["Managers -1 EthernetInterfaces", { "Members@odata.count": 1 }],
    ["Managers -1 Logs", { "Members@odata.count": expect.any(Number) }],
    ["AccountService", { ServiceEnabled: true }],
    ["AccountService Accounts", { "Members@odata.count": 1 }],
    ["AccountService Roles", { "Members@odata.count": 4 }],
    ["SessionService", { ServiceEnabled: true }],
    ["raw GET /redfish/v1/Chassis/1/Sensors", { Name: expect.any(String) }],
  ])("%s", async (line, shows) => {
    expect(await json(...line.split(" "))).toMatchObject(shows);
  });

  it("sets the boot override, the indicator and the asset tag", async () => {
    await json("Systems", "-1", "setBootOverride", "Once", "Pxe");
    await json("Systems", "-1", "setIndicatorLed", "Lit");
    await json("Systems", "-1", "setAssetTag", "rack 7");
    expect((await bmc.curl("/redfish/v1/Systems/1")).body).toMatchObject({
      Boot: { BootSourceOverrideEnabled: "Once", BootSourceOverrideTarget: "Pxe" },
      ...{ IndicatorLED: "Lit", LocationIndicatorActive: true, AssetTag: "rack 7" },
    });
  });

  it("adds, changes and deletes a user", async () => {
    const add = ["adduser", "carol", "Op3n-Sesame-9", "Operator"];
    expect((await redfishtool("AccountService", ...add)).exitCode).toBe(0);
    expect((await redfishtool("AccountService", "setpassword", "carol", "An0ther-Sesame")).exitCode).toBe(0);
    const own = ["-u", "carol:An0ther-Sesame"];
    expect((await bmc.curl("/redfish/v1/Systems/1", ...own)).status).toBe(200);
    expect((await redfishtool("AccountService", "deleteuser", "carol")).exitCode).toBe(0);
    expect((await bmc.curl("/redfish/v1/Systems/1", ...own)).status).toBe(401);
  });

  it("logs in, uses the session and logs out", async () => {
    const session = await json("SessionService", "login");
    expect(session).toMatchObject({ "X-Auth-Token": expect.any(String) });
    const token = ["-A", "Session", "-t", `${session["X-Auth-Token"]}`];
    expect(await json(...token, "Systems", "-1", "get")).toMatchObject({ Id: "1" });
    const id = `-i${session.SessionId}`;
    expect((await redfishtool(...token, "SessionService", id, "logout")).exitCode).toBe(0);
    expect((await redfishtool(...token, "Systems", "-1", "get")).exitCode).not.toBe(0);
  });

  it("switches the machine on and off", async () => {
    for (const [type, state] of [
      ["On", "On"],
      ["ForceOff", "Off"],
    ]) {
      expect((await redfishtool("Systems", "-1", "reset", `${type}`)).exitCode).toBe(0);
      expect(await json("Systems", "-1", "get")).toMatchObject({ PowerState: state });
    }
  });
});
