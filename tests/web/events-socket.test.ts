import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PageServer, pageServer } from "./page-server.ts";

let server: PageServer;
beforeEach(async () => {
  server = await pageServer();
});
afterEach(() => server.close());

const admin = { via: "redfish", user: "admin" };

describe("/ws/events", () => {
  it("begins with how everything is", async () => {
    server.machine.setIdentify(60, admin);
    await (await server.machine.power("on", admin)).outcome;
    const { cookie } = await server.login();
    const snapshot = await server.connect("/ws/events", { cookie }).message("snapshot");
    expect(snapshot).toMatchObject({
      powerState: "on",
      bootCause: "command",
      bootOverride: { enabled: "disabled", target: "none" },
      identify: { on: true, until: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
      restorePolicy: "previous",
      facts: { accelerator: { name: "tcg", reason: "This is a test." }, cpus: 2, memory: 2048 },
      identity: { firmwareVersion: "1.2.3", uuid: expect.any(String) },
      session: { userName: "admin", role: "Administrator" },
      defaultPassword: true,
    });
    expect(snapshot.lastBootAt).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it("says no more that the password is the default one when it has been changed", async () => {
    const { id = 0 } = server.accounts.find("admin") ?? {};
    server.accounts.setPassword(id, "another", admin);
    const { cookie } = await server.login("admin", "another");
    expect(await server.connect("/ws/events", { cookie }).message("snapshot")).toMatchObject({
      defaultPassword: false,
    });
  });

  it("pushes every change under its event's name, in order", async () => {
    const { cookie } = await server.login();
    const peer = server.connect("/ws/events", { cookie });
    await peer.message("snapshot");
    await (await server.machine.power("on", admin)).outcome;
    await server.machine.setBootOverride({ enabled: "once", target: "pxe", mode: "uefi" }, admin);
    server.machine.setRestorePolicy("always-on", admin);
    await peer.message("restorePolicyChanged");
    expect(peer.texts.slice(1)).toEqual([
      {
        type: "powerChanged",
        at: expect.any(String),
        from: "off",
        to: "poweringOn",
        cause: "command",
        origin: admin,
      },
      { type: "bootProgressChanged", at: expect.any(String), stage: "processorStarted" },
      {
        type: "powerChanged",
        at: expect.any(String),
        from: "poweringOn",
        to: "on",
        cause: "command",
        origin: admin,
      },
      {
        type: "bootOverrideChanged",
        at: expect.any(String),
        bootOverride: { enabled: "once", target: "pxe", mode: "uefi" },
        origin: admin,
      },
      { type: "restorePolicyChanged", at: expect.any(String), restorePolicy: "always-on", origin: admin },
    ]);
  });

  it("shows other people's logins to administrators only", async () => {
    const reader = server.connect("/ws/events", { cookie: server.cookieOf("ReadOnly") });
    const administrator = server.connect("/ws/events", {
      "x-auth-token": server.sessions.create(
        { userName: "admin", role: "Administrator" },
        "redfish",
        "127.0.0.1",
      ).token,
    });
    await Promise.all([reader.message("snapshot"), administrator.message("snapshot")]);
    await server.post("/login", { userName: "admin", password: "wrong" });
    server.machine.setRestorePolicy("always-on", admin);
    await Promise.all([
      reader.message("restorePolicyChanged"),
      administrator.message("restorePolicyChanged"),
    ]);
    expect(administrator.texts.map(({ type }) => type)).toContain("loginFailed");
    expect(reader.texts.map(({ type }) => type)).not.toContain("loginFailed");
  });

  it("tells all who looks on and who has the control, and only administrators from where", async () => {
    await server.screen.listen();
    const reader = server.connect("/ws/events", { cookie: server.cookieOf("ReadOnly") });
    const { cookie, sessionUri } = await server.login();
    const administrator = server.connect("/ws/events", { cookie });
    await Promise.all([reader.message("snapshot"), administrator.message("snapshot")]);
    const screen = server.connect("/ws/display", { cookie });
    const party = sessionUri.split("/").at(-1);
    const view = { party, userName: "admin", role: "Administrator", console: "screen", looksOnly: false };
    expect((await administrator.message("consoles")).viewers).toEqual([
      { ...view, id: expect.any(String), since: expect.any(String), address: "127.0.0.1" },
    ]);
    expect((await reader.message("consoles")).viewers).toEqual([
      { ...view, id: expect.any(String), since: expect.any(String) },
    ]);
    expect(await administrator.message("consoles")).toMatchObject({ you: party });
    const viewer = server.viewers.list[0];
    if (viewer) server.viewers.control.ask(viewer.party, admin);
    await reader.until(({ texts }) => texts.some(({ holder }) => holder !== undefined));
    expect(reader.texts.at(-1)).toMatchObject({ type: "consoleControlChanged", holder: "admin" });
    screen.socket.close();
    await reader.until(({ texts }) => {
      const last = texts.findLast(({ type }) => type === "consoles");
      return JSON.stringify(last?.viewers) === "[]" && last?.holder === undefined;
    });
  });
});
