import { afterAll, beforeAll, expect, it } from "vitest";
import { password, RunningBmc, userName } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

const machineLogs = "/redfish/v1/Systems/1/LogServices";
const bmcLog = "/redfish/v1/Managers/1/LogServices/Log";

interface Entry {
  readonly Message: string;
  readonly Severity?: string;
  readonly Created?: string;
}

let bmc: RunningBmc;
beforeAll(async () => {
  bmc = await RunningBmc.start();
});
afterAll(() => bmc?.close());

/** All entries of a log, page by page. */
async function entriesOf(log: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let next: string | undefined = `${log}/Entries`;
  while (next !== undefined) {
    const { body } = await bmc.curl(next);
    entries.push(...(body.Members as Entry[]));
    next = body["Members@odata.nextLink"] as string | undefined;
  }
  return entries;
}

const find = async (log: string, text: string): Promise<Entry | undefined> =>
  (await entriesOf(log)).find(({ Message }) => Message.includes(text));

const post = (path: string, body: unknown) => bmc.curl(path, "--json", JSON.stringify(body));

it("the serial log shows what the guest printed, as text", async () => {
  const viewer = await SerialViewer.open(bmc);
  await viewer.login();
  viewer.type("printf '\\033[31mlog-%s\\033[0m\\n' $((1000 + 234))\r");
  await viewer.shows("log-1234\u001b[0m\r\n");
  viewer.close();
  const line = await find(`${machineLogs}/Serial`, "log-1234");
  expect(line?.Message).toBe("log-1234");
  expect(Math.abs(Date.parse(line?.Created ?? "") - Date.now())).toBeLessThan(60_000);
  expect(await find(`${machineLogs}/Serial`, "Nothing here outlives a reboot.")).toBeDefined();
});

it("the POST log shows what SeaBIOS told on its debug console", async () => {
  const lines = await entriesOf(`${machineLogs}/Post`);
  expect(lines[0]?.Message).toMatch(/^SeaBIOS \(version /);
  expect(lines.some(({ Message }) => Message.startsWith("Booting from "))).toBe(true);
});

it("the BMC's log shows who did what, and no password", async () => {
  await bmc.curl("/redfish/v1/Systems/1", "-u", `${userName}:wrong-Xq7`);
  await bmc.patch("/redfish/v1/Systems/1", {
    Boot: { BootSourceOverrideEnabled: "Once", BootSourceOverrideTarget: "Pxe" },
  });
  const entries = await entriesOf(bmcLog);
  const messages = entries.map(({ Message }) => Message).join("\n");
  expect(messages).toContain("Boot override: once pxe (admin over redfish)");
  expect(entries.find(({ Message }) => Message.startsWith("Login failed"))?.Severity).toBe("Warning");
  expect(messages).not.toContain(password);
  expect(messages).not.toContain("wrong-Xq7");
});

it("what was cleared stays away when the BMC has restarted", async () => {
  expect((await post(`${machineLogs}/Serial/Actions/LogService.ClearLog`, {})).status).toBe(204);
  await bmc.signal("SIGTERM");
  await bmc.launch();
  expect(await find(`${machineLogs}/Serial`, "log-1234")).toBeUndefined();
});

it("reset to its defaults the BMC has its first account only, and the guest runs on", async () => {
  const { qemuPid } = bmc;
  const joe = { UserName: "joe", Password: "jO3-windmill", RoleId: "Operator" };
  expect((await post("/redfish/v1/AccountService/Accounts", joe)).status).toBe(201);
  const changed = "z8-Gravelpit";
  await bmc.patch("/redfish/v1/AccountService/Accounts/2", { Password: changed });
  const asChanged = ["-u", `${userName}:${changed}`];
  expect((await bmc.curl("/redfish/v1/Systems/1", ...asChanged)).status).toBe(200);
  const { UUID } = (await bmc.curl("/redfish/v1/Systems/1", ...asChanged)).body;
  const fingerprint = await certificate(asChanged);
  const begun = bmc.log.length;
  const order = JSON.stringify({ ResetType: "ResetAll" });
  const path = "/redfish/v1/Managers/1/Actions/Manager.ResetToDefaults";
  expect((await bmc.curl(path, "--json", order, ...asChanged)).status).toBe(204);
  await bmc.logs("Page and Redfish", 10, begun);

  expect((await bmc.curl("/redfish/v1/Systems/1", ...asChanged)).status).toBe(401);
  const { body } = await bmc.curl("/redfish/v1/AccountService/Accounts");
  expect(body.Members).toEqual([{ "@odata.id": "/redfish/v1/AccountService/Accounts/2" }]);
  const system = (await bmc.curl("/redfish/v1/Systems/1")).body;
  expect(system).toMatchObject({ UUID, PowerState: "On", Boot: { BootSourceOverrideEnabled: "Disabled" } });
  expect(await certificate()).not.toBe(fingerprint);
  expect((await entriesOf(`${machineLogs}/EventLog`))[0]?.Message).toBe("The BMC started.");
  expect(bmc.qemuPid).toBe(qemuPid);
  const viewer = await SerialViewer.open(bmc);
  viewer.type("echo still-$((40 + 2))\r");
  await viewer.shows("still-42");
  viewer.close();
});

async function certificate(credentials: readonly string[] = []): Promise<unknown> {
  const uri = "/redfish/v1/Managers/1/NetworkProtocol/HTTPS/Certificates/1";
  return (await bmc.curl(uri, ...credentials)).body.Fingerprint;
}
