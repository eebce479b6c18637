import { expect, test } from "vitest";
import { password, redfishService } from "./redfish-service.ts";

const accounts = "/redfish/v1/AccountService/Accounts";
const bob = { UserName: "bob", Password: "Qr7-maple", RoleId: "Operator" };
type Service = Awaited<ReturnType<typeof redfishService>>;

const messageOf = (response: Awaited<ReturnType<Service["request"]>>) =>
  response.json().error["@Message.ExtendedInfo"][0];

test("an account that is created can log in, over every door, and is never told its password", async () => {
  await using service = await redfishService();
  const created = await service.request("POST", accounts, bob);
  expect(created.statusCode).toBe(201);
  const uri = String(created.headers.location);
  expect(created.json()).toMatchObject({
    UserName: "bob",
    Password: null,
    RoleId: "Operator",
    Enabled: true,
  });
  expect(created.body).not.toContain(bob.Password);
  expect(service.accounts.verify("bob", bob.Password)).toBeDefined();
  expect(service.accounts.password("bob")).toBe(bob.Password);
  const list = (await service.get(accounts)).json();
  expect(list.Members).toContainEqual({ "@odata.id": uri });
});

test("an account changes name, role, password and whether it is enabled, and goes", async () => {
  await using service = await redfishService();
  const uri = String((await service.request("POST", accounts, bob)).headers.location);
  const change = { UserName: "rob", Password: "Qr7-cedar", RoleId: "ReadOnly", Enabled: false };
  const patched = await service.request("PATCH", uri, change);
  expect(patched.statusCode).toBe(200);
  expect(patched.json()).toMatchObject({ UserName: "rob", RoleId: "ReadOnly", Enabled: false });
  await service.request("PATCH", uri, { Enabled: true });
  expect(service.accounts.verify("rob", "Qr7-cedar")?.role).toBe("ReadOnly");
  expect((await service.request("DELETE", uri)).statusCode).toBe(204);
  expect((await service.get(uri)).statusCode).toBe(404);
});

test.each([
  [{ ...bob, UserName: "b b" }, 400, "#/UserName"],
  [{ ...bob, UserName: "admin" }, 409, "#/UserName"],
  [{ ...bob, Password: "" }, 400, "#/Password"],
  [{ ...bob, Password: "ü".repeat(11) }, 400, "#/Password"],
  [{ ...bob, RoleId: "King" }, 400, "#/RoleId"],
])("refuses %j with the property named and the password kept back", async (body, status, property) => {
  await using service = await redfishService();
  const refused = await service.request("POST", accounts, body);
  expect(refused.statusCode).toBe(status);
  expect(messageOf(refused).RelatedProperties).toEqual([property]);
  if (body.Password.length > 3) expect(refused.body).not.toContain(body.Password);
  expect(service.accounts.list()).toHaveLength(3);
});

test("refuses the 15th account, which IPMI has no number for", async () => {
  await using service = await redfishService();
  for (let index = 0; index < 11; index += 1) {
    await service.request("POST", accounts, { ...bob, UserName: `bob${index}` });
  }
  const refused = await service.request("POST", accounts, bob);
  expect(refused.statusCode).toBe(400);
  expect(messageOf(refused).MessageId).toContain("CreateLimitReachedForResource");
});

test("a PATCH of which one part is refused changes nothing", async () => {
  await using service = await redfishService();
  const admin = `${accounts}/${service.accounts.find("admin")?.id}`;
  const refused = await service.request("PATCH", admin, { Password: "new-word", Enabled: false });
  expect(refused.statusCode).toBe(409);
  expect(messageOf(refused).Message).toContain("last Administrator");
  expect(service.accounts.verify("admin", password)).toBeDefined();
  expect((await service.request("DELETE", admin)).statusCode).toBe(409);
});

test("who may only configure itself sets its own password and nothing else", async () => {
  await using service = await redfishService();
  const own = `${accounts}/${service.accounts.find("reader")?.id}`;
  const other = `${accounts}/${service.accounts.find("operator")?.id}`;
  const as = service.as("reader");
  expect((await service.request("PATCH", own, { RoleId: "Administrator" }, as)).statusCode).toBe(403);
  expect((await service.request("PATCH", other, { Password: "Qr7-maple" }, as)).statusCode).toBe(403);
  expect((await service.get(other, as)).statusCode).toBe(403);
  expect((await service.request("PATCH", own, { Password: "Qr7-maple" }, as)).statusCode).toBe(200);
  expect(service.accounts.verify("reader", "Qr7-maple")?.role).toBe("ReadOnly");
});

test("the standard roles have exactly the standard privileges", async () => {
  await using service = await redfishService();
  const { Members } = (await service.get("/redfish/v1/AccountService/Roles?$expand=.")).json();
  const privileges = Object.fromEntries(
    Members.map((role: { RoleId: string; AssignedPrivileges: string[] }) => [
      role.RoleId,
      role.AssignedPrivileges,
    ]),
  );
  expect(privileges).toEqual({
    Administrator: ["Login", "ConfigureManager", "ConfigureUsers", "ConfigureComponents", "ConfigureSelf"],
    Operator: ["Login", "ConfigureComponents", "ConfigureSelf"],
    ReadOnly: ["Login", "ConfigureSelf"],
    NoAccess: [],
  });
  expect((await service.request("PATCH", "/redfish/v1/AccountService/Roles/ReadOnly", {})).statusCode).toBe(
    405,
  );
});
