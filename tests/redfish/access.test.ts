import { describe, expect, test } from "vitest";
import { password, redfishService } from "./redfish-service.ts";

const system = "/redfish/v1/Systems/1";
const target = `${system}/Actions/ComputerSystem.Reset`;
const sessions = "/redfish/v1/SessionService/Sessions";

describe("without credentials", () => {
  test.each(["/redfish", "/redfish/v1", "/redfish/v1/odata", "/redfish/v1/$metadata"])(
    "%s can be read",
    async url => {
      await using service = await redfishService();
      expect((await service.app.inject(url)).statusCode).toBe(200);
    },
  );

  test.each([system, "/redfish/v1/Systems/2", "/redfish/v1/Nothing", sessions])(
    "%s answers 401, whether it is there or not",
    async url => {
      await using service = await redfishService();
      const answer = await service.app.inject(url);
      expect([answer.statusCode, answer.json().error.code]).toEqual([401, "Base.1.22.NoValidSession"]);
      expect(answer.headers["www-authenticate"]).toContain("Basic realm=");
    },
  );

  test("401 comes before 304, 405, 412 and a look at the body", async () => {
    await using service = await redfishService();
    const { etag } = (await service.get(system)).headers;
    const answers = [
      await service.app.inject({ url: system, headers: { "if-none-match": `${etag}` } }),
      await service.app.inject({ method: "DELETE", url: system }),
      await service.app.inject({ url: system, headers: { "odata-version": "9" } }),
      await service.app.inject({ method: "POST", url: target, payload: "{" }),
    ];
    expect(answers.map(answer => answer.statusCode)).toEqual([401, 401, 401, 401]);
  });

  test.each([{ "x-requested-with": "qemu-bmc" }, { "x-csrf-token": "old" }])(
    "the page is not told to ask for a password in the browser's own dialog (%j)",
    async headers => {
      await using service = await redfishService();
      const answer = await service.app.inject({ url: system, headers });
      expect([answer.statusCode, answer.headers["www-authenticate"]]).toEqual([401, undefined]);
    },
  );
});

test("the page whose session has ended is not told to ask for a password either", async () => {
  await using service = await redfishService();
  const headers = { cookie: `${service.authentication.cookieName}=old` };
  const answer = await service.app.inject({ url: system, headers });
  expect([answer.statusCode, answer.headers["www-authenticate"]]).toEqual([401, undefined]);
});

test("a wrong password answers 401, is an event, and stands nowhere in the answer", async () => {
  await using service = await redfishService();
  const authorization = `Basic ${Buffer.from("admin:q7-hollow").toString("base64")}`;
  const answer = await service.get(system, { authorization });
  expect(answer.statusCode).toBe(401);
  expect(answer.body).not.toContain("q7-hollow");
  expect(service.seen).toContainEqual({
    name: "loginFailed",
    payload: { user: "admin", via: "redfish", address: "127.0.0.1" },
  });
});

describe("roles", () => {
  test.each([
    ["admin", 204, 200],
    ["operator", 204, 200],
    ["reader", 403, 403],
  ])("%s gets %i for a reset and %i for a PATCH", async (user, resetStatus, patchStatus) => {
    await using service = await redfishService();
    const headers = service.as(user);
    const reset = await service.request("POST", target, { ResetType: "On" }, headers);
    const patch = await service.request("PATCH", system, { LocationIndicatorActive: true }, headers);
    expect([reset.statusCode, patch.statusCode]).toEqual([resetStatus, patchStatus]);
    expect(service.machine.powerState).toBe(resetStatus === 204 ? "on" : "off");
  });

  test("a reader may read, and is told what is missing for more", async () => {
    await using service = await redfishService();
    expect((await service.get(system, service.as("reader"))).statusCode).toBe(200);
    const answer = await service.request("POST", target, { ResetType: "On" }, service.as("reader"));
    expect(answer.json().error.code).toBe("Base.1.22.InsufficientPrivilege");
  });
});

describe("sessions", () => {
  const credentials = (UserName: string, Password = password) => ({ UserName, Password });
  type Service = Awaited<ReturnType<typeof redfishService>>;
  const login = async ({ app }: Service, user: string) => {
    const { headers } = await app.inject({ method: "POST", url: sessions, payload: credentials(user) });
    return {
      uri: `${headers.location}`,
      token: { authorization: "", "x-auth-token": `${headers["x-auth-token"]}` },
    };
  };

  test.each([sessions, `${sessions}/`, `${sessions}/Members`])("a POST to %s logs in", async url => {
    await using service = await redfishService();
    const answer = await service.app.inject({ method: "POST", url, payload: credentials("operator") });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers["x-auth-token"]).toMatch(/^[0-9a-f]{64}$/);
    expect(answer.headers.location).toBe(answer.json()["@odata.id"]);
    expect(answer.json()).toMatchObject({
      UserName: "operator",
      Roles: ["Operator"],
      SessionType: "Redfish",
    });
    expect(answer.body).not.toContain(answer.headers["x-auth-token"]);
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  test("a token lets its user in until the session is deleted", async () => {
    await using service = await redfishService();
    const { uri, token } = await login(service, "reader");
    expect((await service.get(system, token)).statusCode).toBe(200);
    expect((await service.request("DELETE", uri, undefined, token)).statusCode).toBe(204);
    expect((await service.get(system, token)).statusCode).toBe(401);
    expect((await service.get(uri)).statusCode).toBe(404);
  });

  test("the collection lists every session, and each can be read", async () => {
    await using service = await redfishService();
    const { uri } = await login(service, "reader");
    const other = await login(service, "operator");
    const collection = (await service.get(sessions)).json();
    expect(collection["Members@odata.count"]).toBe(2);
    expect(collection.Members).toEqual([{ "@odata.id": uri }, { "@odata.id": other.uri }]);
    expect((await service.get(uri)).json().UserName).toBe("reader");
  });

  test("a user may end its own sessions, an administrator everybody's", async () => {
    await using service = await redfishService();
    const reader = await login(service, "reader");
    const operator = await login(service, "operator");
    const statuses = [
      await service.request("DELETE", operator.uri, undefined, reader.token),
      await service.request("DELETE", reader.uri, undefined, reader.token),
      await service.request("DELETE", operator.uri),
    ].map(answer => answer.statusCode);
    expect(statuses).toEqual([403, 204, 204]);
  });

  test("a wrong password gets 401 and no session, and is not repeated in the answer", async () => {
    await using service = await redfishService();
    const payload = credentials("admin", "q7-hollow");
    const answer = await service.app.inject({ method: "POST", url: sessions, payload });
    expect([answer.statusCode, answer.json().error.code]).toEqual([401, "Base.1.22.AccessUnauthorized"]);
    expect(answer.body).not.toContain("q7-hollow");
    expect(service.sessions.list()).toEqual([]);
  });

  test("a password of the wrong type is not repeated in the answer either", async () => {
    await using service = await redfishService();
    const payload = { UserName: "admin", Password: 86_753_09 };
    const answer = await service.app.inject({ method: "POST", url: sessions, payload });
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, "Base.1.22.PropertyValueTypeError"]);
    expect(answer.body).not.toContain("8675309");
  });

  test("a login without a password names what is missing", async () => {
    await using service = await redfishService();
    const answer = await service.app.inject({
      method: "POST",
      url: sessions,
      payload: { UserName: "admin" },
    });
    expect(answer.json().error).toMatchObject({
      code: "Base.1.22.PropertyMissing",
      "@Message.ExtendedInfo": [{ RelatedProperties: ["#/Password"] }],
    });
  });

  test("at the limit the longest idle session makes room", async () => {
    await using service = await redfishService();
    const first = await login(service, "reader");
    for (let i = 0; i < 4; i += 1) await login(service, "operator");
    expect((await service.get(system, first.token)).statusCode).toBe(401);
    expect((await service.get(sessions)).json()["Members@odata.count"]).toBe(4);
  });

  test("the page's session changes things with its CSRF token, and events say that it was the page", async () => {
    await using service = await redfishService();
    const account = service.accounts.find("admin");
    if (!account) throw new Error("There is no admin.");
    const { session, token } = service.sessions.create(account, "web", "127.0.0.1");
    const cookie = `${service.authentication.cookieName}=${token}`;
    const reset = (headers: Record<string, string>) =>
      service.app.inject({ method: "POST", url: target, payload: { ResetType: "On" }, headers });
    expect((await reset({ cookie })).statusCode).toBe(401);
    expect((await reset({ cookie, "x-csrf-token": session.csrfToken })).statusCode).toBe(204);
    const change = service.seen.find(({ name }) => name === "powerChanged");
    expect(change?.payload).toMatchObject({ origin: { via: "web", user: "admin" } });
  });
});
