import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPng } from "../support/png.ts";
import { quickGuest } from "../support/quick-guest.ts";
import { RunningBmc } from "../support/running-bmc.ts";

let bmc: RunningBmc;
beforeAll(async () => {
  bmc = await RunningBmc.start({ QEMU_EXTRA_ARGS: quickGuest() });
  await bmc.guestPrints("login:");
});
afterAll(() => bmc.close());

const stateIs = (state: string) =>
  expect.poll(() => bmc.redfishPowerState(), { timeout: 60_000, interval: 200 }).toBe(state);

describe("curl", () => {
  it("reads the machine as it is", async () => {
    const { status, body } = await bmc.curl("/redfish/v1/Systems/1");
    expect(status).toBe(200);
    expect(body).toMatchObject({ PowerState: "On", MemorySummary: { TotalSystemMemoryGiB: 0.25 } });
    expect(body.Oem).toMatchObject({
      QemuBmc: { Accelerator: "TCG", AcceleratorReason: expect.stringContaining("ENABLE_KVM=false") },
    });
  });

  it("gets a picture of the screen, as small as it likes", async () => {
    const uri = `/redfish/v1/Systems/1/Oem/QemuBmc/Screenshot`;
    const { pixels, ...size } = readPng(await bmc.download(uri));
    expect(size).toEqual({ width: 720, height: 400 });
    expect(pixels.some(byte => byte > 0x80)).toBe(true);
    expect(readPng(await bmc.download(`${uri}?width=180`))).toMatchObject({ width: 180, height: 100 });
  });

  it("is refused with a wrong password, and without any", async () => {
    expect((await bmc.curl("/redfish/v1/Systems/1", "-u", "admin:wrong")).status).toBe(401);
    expect((await bmc.curl("/redfish/v1/Systems/1", "-u", ":")).status).toBe(401);
    expect((await bmc.curl("/redfish/v1/", "-u", ":")).status).toBe(200);
  });

  it("is told which property is wrong when the ResetType is unknown", async () => {
    const { status, body } = await bmc.reset("Explode");
    expect(status).toBe(400);
    expect(JSON.stringify(body.error)).toContain("ResetType");
    expect(JSON.stringify(body.error)).toContain("Explode");
  });

  it("logs in for a token, uses it and logs out", async () => {
    const login = JSON.stringify({ UserName: "admin", Password: "k7-Brimstone" });
    const session = await bmc.curl("/redfish/v1/SessionService/Sessions", "-u", ":", "--json", login);
    expect(session.status).toBe(201);
    const [, token = ""] = /x-auth-token: (\S+)/i.exec(session.headers) ?? [];
    const withToken = ["-u", ":", "-H", `X-Auth-Token: ${token}`];
    expect((await bmc.curl("/redfish/v1/Systems/1", ...withToken)).status).toBe(200);
    const uri = session.body["@odata.id"] as string;
    expect((await bmc.curl(uri, ...withToken, "-X", "DELETE")).status).toBeLessThan(300);
    expect((await bmc.curl("/redfish/v1/Systems/1", ...withToken)).status).toBe(401);
  });

  it("is sent from HTTP to HTTPS on the same port", async () => {
    const answer = await fetch(`http://127.0.0.1:${bmc.webPort}/redfish/v1/`, { redirect: "manual" });
    expect(answer.status).toBe(308);
    expect(answer.headers.get("location")).toBe(`${bmc.url}/redfish/v1/`);
  });

  it("is told that a method is not known", async () => {
    expect((await bmc.curl("/redfish/v1/", "-X", "FAKEMETHOD")).status).toBe(501);
  });

  it("is refused a body that is too large, and nothing happens to the machine", async () => {
    const body = JSON.stringify({ AssetTag: "x".repeat(2 * 1024 * 1024) });
    const file = `${bmc.stateDir}/large.json`;
    writeFileSync(file, body);
    const { status } = await bmc.curl("/redfish/v1/Systems/1", "-X", "PATCH", "--json", `@${file}`);
    expect(status).toBe(413);
    expect(await bmc.redfishPowerState()).toBe("On");
  });
});

describe("ComputerSystem.Reset", () => {
  it("Pause and Resume", async () => {
    expect((await bmc.reset("Pause")).status).toBe(204);
    expect(await bmc.redfishPowerState()).toBe("Paused");
    expect((await bmc.reset("Resume")).status).toBe(204);
    expect(await bmc.redfishPowerState()).toBe("On");
  });

  it("Nmi reaches the guest's kernel", async () => {
    const from = bmc.serialLog.length;
    expect((await bmc.reset("Nmi")).status).toBe(204);
    await bmc.guestPrints("NMI", from);
    expect(await bmc.redfishPowerState()).toBe("On");
  });

  it("GracefulRestart: the guest shuts down and comes up again", async () => {
    const from = bmc.serialLog.length;
    expect((await bmc.reset("GracefulRestart")).status).toBe(204);
    await bmc.guestPrints("login:", from);
    expect(await bmc.redfishPowerState()).toBe("On");
    expect(bmc.log).not.toContain("guestShutdown");
  });

  it("ForceRestart: the guest boots again", async () => {
    const from = bmc.serialLog.length;
    expect((await bmc.reset("ForceRestart")).status).toBe(204);
    expect(await bmc.redfishPowerState()).toBe("On");
    await bmc.guestPrints("login:", from);
  });

  it("PowerCycle: off, and on again", async () => {
    const { qemuPid } = bmc;
    const from = bmc.serialLog.length;
    expect((await bmc.reset("PowerCycle")).status).toBe(204);
    await stateIs("On");
    expect(bmc.qemuPid).not.toBe(qemuPid);
    await bmc.guestPrints("login:", from);
  });

  it("GracefulShutdown: the guest switches itself off", async () => {
    expect((await bmc.reset("GracefulShutdown")).status).toBe(204);
    await stateIs("Off");
  });

  it("GracefulRestart of a machine that is off is refused, with the reason", async () => {
    const { status, body } = await bmc.reset("GracefulRestart");
    expect(status).toBe(409);
    expect(JSON.stringify(body)).toContain("off");
    expect(await bmc.redfishPowerState()).toBe("Off");
  });

  it("PushPowerButton switches an off machine on, and lets a running guest shut down", async () => {
    const from = bmc.serialLog.length;
    expect((await bmc.reset("PushPowerButton")).status).toBe(204);
    await stateIs("On");
    await bmc.guestPrints("login:", from);
    expect((await bmc.reset("PushPowerButton")).status).toBe(204);
    await stateIs("Off");
  });

  for (const type of ["On", "ForceOn"]) {
    it(`${type} and ForceOff`, async () => {
      expect((await bmc.reset(type)).status).toBe(204);
      expect(await bmc.redfishPowerState()).toBe("On");
      expect((await bmc.reset("ForceOff")).status).toBe(204);
      expect(await bmc.redfishPowerState()).toBe("Off");
    });
  }

  for (const type of ["PowerCycle", "ForceRestart"]) {
    it(`${type} of a machine that is off switches it on`, async () => {
      expect((await bmc.reset("ForceOff")).status).toBe(204);
      expect((await bmc.reset(type)).status).toBe(204);
      await stateIs("On");
    });
  }
});
