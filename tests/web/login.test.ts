import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LoginAnswer } from "../../server/web/messages.ts";
import { type PageServer, pageServer } from "./page-server.ts";

let server: PageServer;
beforeEach(async () => {
  server = await pageServer();
});
afterEach(() => server.close());

describe("the login of the page", () => {
  it("answers who it is and keeps the token in a cookie that no script and no other site can use", async () => {
    const response = await server.post("/login", { userName: "admin", password: "secret" });
    expect(response.status).toBe(200);
    const answer = (await response.json()) as LoginAnswer;
    expect(answer).toMatchObject({ userName: "admin", role: "Administrator" });
    expect(answer.csrfToken).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.sessionUri).toMatch(/^redfish\/v1\/SessionService\/Sessions\/[0-9a-f]+$/);
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^qemu-bmc-[0-9a-f]{8}=[0-9a-f]{64}; HttpOnly; SameSite=Strict$/);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("marks the cookie Secure when a proxy in front speaks https", async () => {
    const body = { userName: "admin", password: "secret" };
    const response = await server.post("/login", body, { "x-forwarded-proto": "https" });
    expect(response.headers.get("set-cookie")).toMatch(/; Secure$/);
  });

  it("refuses a wrong password with one sentence, no cookie and an event", async () => {
    const failures: unknown[] = [];
    server.events.on("loginFailed", payload => failures.push(payload));
    const response = await server.post("/login", { userName: "admin", password: "wrong" });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ message: "The user name or the password is wrong." });
    expect(response.headers.get("set-cookie")).toBeNull();
    expect(failures).toEqual([{ user: "admin", via: "web", address: "127.0.0.1" }]);
  });

  it.each([[{}], [{ userName: "admin" }], [[]], ["admin"]])("answers 400 for the body %j", async body => {
    expect((await server.post("/login", body)).status).toBe(400);
  });

  it("tells a page that is loaded again who is logged in", async () => {
    const { cookie, ...answer } = await server.login();
    const response = await fetch(`${server.url}/login`, { headers: { cookie } });
    expect(await response.json()).toEqual(answer);
  });

  it("answers 401 to who has no cookie, even with Basic credentials", async () => {
    const authorization = `Basic ${Buffer.from("admin:secret").toString("base64")}`;
    expect((await fetch(`${server.url}/login`, { headers: { authorization } })).status).toBe(401);
  });

  it("does not log out without the CSRF token", async () => {
    const { cookie, csrfToken } = await server.login();
    expect((await server.post("/logout", {}, { cookie })).status).toBe(401);
    expect((await server.post("/logout", {}, { cookie, "x-csrf-token": "0".repeat(32) })).status).toBe(401);
    expect((await fetch(`${server.url}/login`, { headers: { cookie } })).status).toBe(200);
    const response = await server.post("/logout", {}, { cookie, "x-csrf-token": csrfToken });
    expect(response.status).toBe(204);
    expect(response.headers.get("set-cookie")).toMatch(/^qemu-bmc-[0-9a-f]{8}=; Max-Age=0/);
    expect((await fetch(`${server.url}/login`, { headers: { cookie } })).status).toBe(401);
  });
});
