import { expect, test } from "vitest";
import { redfishService } from "./redfish-service.ts";

const system = "/redfish/v1/Systems/1";

test("the host watchdog timer is the one that IPMI sets and starts", async () => {
  await using service = await redfishService();
  const { machine, get } = service;
  const timer = async () => (await get(system)).json().HostWatchdogTimer;
  expect(await timer()).toMatchObject({
    FunctionEnabled: true,
    WarningAction: "None",
    TimeoutAction: "None",
    Status: { State: "StandbyOffline", Health: "OK" },
  });
  await (await machine.power("on", { via: "test" })).outcome;
  const settings = { use: "smsOs", preTimeout: 5, countdown: 60_000, logged: true } as const;
  machine.watchdog.set({ ...settings, action: "cycle", interrupt: "nmi" }, false, []);
  machine.watchdog.start();
  expect(await timer()).toMatchObject({
    FunctionEnabled: true,
    WarningAction: "DiagnosticInterrupt",
    TimeoutAction: "PowerCycle",
    Status: { State: "Enabled", Health: "OK" },
  });
});

test("a PATCH sets its actions, and disables it", async () => {
  await using service = await redfishService();
  const { machine, request } = service;
  const patch = (HostWatchdogTimer: object) => request("PATCH", system, { HostWatchdogTimer });
  const changed = await patch({ TimeoutAction: "PowerDown", WarningAction: "MessagingInterrupt" });
  expect(changed.statusCode).toBe(200);
  expect(machine.watchdog.settings).toMatchObject({ action: "off", interrupt: "messaging", preTimeout: 3 });
  const disabled = await patch({ FunctionEnabled: false });
  expect(disabled.json().HostWatchdogTimer).toMatchObject({
    FunctionEnabled: false,
    TimeoutAction: "PowerDown",
    Status: { State: "Disabled" },
  });
  expect(machine.watchdog.enabled).toBe(false);
});

test("a PATCH with an action that the machine does not have changes nothing", async () => {
  await using service = await redfishService();
  const answer = await service.request("PATCH", system, { HostWatchdogTimer: { WarningAction: "SMI" } });
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain("PropertyValueNotInList");
  expect(service.machine.watchdog.settings.interrupt).toBe("none");
});
