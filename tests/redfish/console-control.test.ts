import { expect, test } from "vitest";
import type { Arrival, Seat } from "../../server/bmc/consoles/console-viewers.ts";
import { partyOf } from "../../server/bmc/consoles/party.ts";
import type { Role } from "../../server/bmc/role.ts";
import { redfishService } from "./redfish-service.ts";

const system = "/redfish/v1/Systems/1";
const action = `${system}/Actions/Oem/QemuBmc.ChangeConsoleControl`;
const sessionsUri = "/redfish/v1/SessionService/Sessions";

type Service = Awaited<ReturnType<typeof redfishService>>;

/** Somebody with a session and a console open. */
function open(service: Service, userName: string, role: Role, more: Partial<Arrival> = {}) {
  const { session, token } = service.sessions.create({ userName, role }, "web", "192.0.2.7");
  const seat: Seat = service.viewers.enter({
    ...{ party: partyOf({ userName, role, session }, "192.0.2.7"), console: "screen", looksOnly: false },
    ...{ onRight: () => {}, onDismissed: () => {} },
    ...more,
  });
  const headers = { authorization: "", "x-auth-token": token };
  const change = (Change: string) => service.request("POST", action, { Change }, headers);
  return { seat, change };
}
const oem = async (service: Service) => (await service.get(system)).json().Oem.QemuBmc;

test("the control of the consoles is asked for, kept and given by whoever has a console open", async () => {
  await using service = await redfishService();
  const operator = open(service, "operator", "Operator");
  const admin = open(service, "admin", "Administrator");
  expect((await operator.change("Ask")).statusCode).toBe(204);
  expect(await oem(service)).toMatchObject({ ConsoleController: "operator" });
  expect((await admin.change("Ask")).statusCode).toBe(204);
  expect(await oem(service)).toMatchObject({
    ConsoleController: "operator",
    ConsoleControlRequester: "admin",
  });
  await operator.change("Keep");
  expect(await oem(service)).not.toHaveProperty("ConsoleControlRequester");
  await admin.change("Ask");
  await operator.change("Give");
  expect(await oem(service)).toMatchObject({ ConsoleController: "admin" });
  expect([operator.seat.mayType, admin.seat.mayType]).toEqual([false, true]);
  await admin.change("Release");
  expect(await oem(service)).not.toHaveProperty("ConsoleController");
});

test("what the BMC types is typed for who has the control alone", async () => {
  await using service = await redfishService();
  const { outcome } = await service.machine.power("on", { via: "test" });
  await outcome;
  const press = `${system}/Actions/Oem/QemuBmc.PressKeys`;
  const operator = open(service, "operator", "Operator");
  await operator.change("Ask");
  const refused = await service.request("POST", press, { Keys: ["KeyA"] });
  expect(refused.statusCode).toBe(409);
  expect(refused.json().error.message).toContain("operator has the control");
  await operator.change("Release");
  expect((await service.request("POST", press, { Keys: ["KeyA"] })).statusCode).toBe(204);
});

test("what is not for this person is refused with the reason", async () => {
  await using service = await redfishService();
  const operator = open(service, "operator", "Operator");
  open(service, "admin", "Administrator");
  const withoutConsole = await service.request("POST", action, { Change: "Ask" });
  expect(withoutConsole.statusCode).toBe(409);
  expect(withoutConsole.json().error.message).toContain("who has a console open");
  const taken = await operator.change("Take");
  expect(taken.statusCode).toBe(403);
  expect(taken.json().error.message).toContain("Only administrators");
  expect((await operator.change("Seize")).json().error.code).toMatch(/ActionParameterValueNotInList$/);
  const reader = open(service, "reader", "ReadOnly");
  expect((await reader.change("Ask")).statusCode).toBe(403);
});

test("open consoles are sessions, which their owner and administrators see and end", async () => {
  await using service = await redfishService();
  let dismissed = 0;
  const onDismissed = () => {
    dismissed += 1;
  };
  const { seat } = open(service, "operator", "Operator", { console: "serial", onDismissed });
  const uri = `${sessionsUri}/${seat.viewer.id}`;
  expect((await service.get(sessionsUri)).json().Members).toContainEqual({ "@odata.id": uri });
  expect((await service.get(uri)).json()).toMatchObject({
    UserName: "operator",
    Roles: ["Operator"],
    SessionType: "HostConsole",
    ClientOriginIPAddress: "192.0.2.7",
  });
  expect((await service.request("DELETE", uri)).statusCode).toBe(204);
  expect((await service.get(uri)).statusCode).toBe(404);
  expect(dismissed).toBe(1);
});
