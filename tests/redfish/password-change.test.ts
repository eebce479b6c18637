import { expect, test } from "vitest";
import { password, redfishService } from "./redfish-service.ts";

const accounts = "/redfish/v1/AccountService/Accounts";
const sessions = "/redfish/v1/SessionService/Sessions";
const service = "/redfish/v1/AccountService";
type Service = Awaited<ReturnType<typeof redfishService>>;

const uriOf = ({ accounts: list }: Service, name: string) => `${accounts}/${list.find(name)?.id}`;
const basic = (name: string, word: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${word}`).toString("base64")}`,
});

test("who must change the password can do that, and nothing else before it", async () => {
  await using bmc = await redfishService();
  const own = uriOf(bmc, "reader");
  expect((await bmc.request("PATCH", own, { PasswordChangeRequired: true })).statusCode).toBe(200);

  const login = await bmc.app.inject({
    method: "POST",
    url: sessions,
    payload: { UserName: "reader", Password: password },
  });
  expect(login.statusCode).toBe(201);
  expect(login.json()["@Message.ExtendedInfo"]).toMatchObject([
    { MessageId: "Base.1.22.PasswordChangeRequired", MessageArgs: [own] },
  ]);
  const token = { authorization: "", "x-auth-token": String(login.headers["x-auth-token"]) };

  for (const url of ["/redfish/v1/Systems/1", sessions, uriOf(bmc, "admin"), accounts]) {
    const refused = await bmc.get(url, token);
    expect([refused.statusCode, refused.json().error.code]).toEqual([
      403,
      "Base.1.22.PasswordChangeRequired",
    ]);
  }
  const other = await bmc.request("PATCH", own, { Password: "Qr7-maple", Enabled: true }, token);
  expect([other.statusCode, other.json().error.code]).toEqual([403, "Base.1.22.PasswordChangeRequired"]);
  expect((await bmc.get(own, token)).json().PasswordChangeRequired).toBe(true);

  const changed = await bmc.request("PATCH", own, { Password: "Qr7-maple" }, token);
  expect([changed.statusCode, changed.json().PasswordChangeRequired]).toEqual([200, false]);
  expect((await bmc.get("/redfish/v1/Systems/1", basic("reader", "Qr7-maple"))).statusCode).toBe(200);
});

test("an account can be made with a password that only opens the door to a better one", async () => {
  await using bmc = await redfishService();
  const body = { UserName: "bob", Password: "Qr7-maple", RoleId: "Operator", PasswordChangeRequired: true };
  expect((await bmc.request("POST", accounts, body)).statusCode).toBe(201);
  const bob = basic("bob", "Qr7-maple");
  expect((await bmc.get("/redfish/v1/Systems/1", bob)).statusCode).toBe(403);
  const action = `${uriOf(bmc, "bob")}/Actions/ManagerAccount.ChangePassword`;
  const words = { NewPassword: "Qr7-cedar", SessionAccountPassword: "Qr7-maple" };
  expect((await bmc.request("POST", action, words, bob)).statusCode).toBe(204);
  expect((await bmc.get("/redfish/v1/Systems/1", basic("bob", "Qr7-cedar"))).statusCode).toBe(200);
});

test("ChangePassword wants the caller's own password, and says nothing of it", async () => {
  await using bmc = await redfishService();
  const action = `${uriOf(bmc, "reader")}/Actions/ManagerAccount.ChangePassword`;
  const words = { NewPassword: "Qr7-cedar", SessionAccountPassword: "zx-wrong" };
  const refused = await bmc.request("POST", action, words);
  expect(refused.statusCode).toBe(400);
  expect(refused.body).not.toContain("zx-wrong");
  expect(refused.body).not.toContain("Qr7-cedar");
  expect(bmc.seen.map(({ name }) => name)).toContain("loginFailed");
  const right = { ...words, SessionAccountPassword: password };
  expect((await bmc.request("POST", action, right, bmc.as("operator"))).statusCode).toBe(403);
  expect((await bmc.request("POST", action, right)).statusCode).toBe(204);
  expect(bmc.accounts.verify("reader", "Qr7-cedar")).toBeDefined();
});

test("the lockout follows what is set, and an account can be unlocked", async () => {
  await using bmc = await redfishService();
  const limits = {
    AccountLockoutThreshold: 2,
    AccountLockoutDuration: 60,
    AccountLockoutCounterResetAfter: 60,
  };
  expect((await bmc.request("PATCH", service, limits)).json()).toMatchObject(limits);
  for (const _ of [1, 2]) bmc.lockout.failed("reader", "192.0.2.9");
  const own = uriOf(bmc, "reader");
  expect((await bmc.get(own)).json().Locked).toBe(true);
  expect((await bmc.get("/redfish/v1/Systems/1", bmc.as("reader"))).statusCode).toBe(401);
  expect((await bmc.request("PATCH", own, { Locked: true })).statusCode).toBe(400);
  expect((await bmc.request("PATCH", own, { Locked: false })).json().Locked).toBe(false);
  expect((await bmc.get("/redfish/v1/Systems/1", bmc.as("reader"))).statusCode).toBe(200);
});

test("the counter may not outlive the lock", async () => {
  await using bmc = await redfishService();
  const refused = await bmc.request("PATCH", service, { AccountLockoutCounterResetAfter: 31 });
  expect(refused.statusCode).toBe(400);
  expect(refused.json().error.message).toContain("AccountLockoutDuration");
  expect(
    (await bmc.request("PATCH", service, { AccountLockoutThreshold: 1 }, bmc.as("operator"))).statusCode,
  ).toBe(403);
});

test("sessions end after the time that is set", async () => {
  await using bmc = await redfishService();
  const uri = "/redfish/v1/SessionService";
  expect((await bmc.request("PATCH", uri, { SessionTimeout: 29 })).statusCode).toBe(400);
  expect((await bmc.request("PATCH", uri, { SessionTimeout: 120 })).json().SessionTimeout).toBe(120);
  expect(bmc.sessions.timeout).toBe(120);
});
