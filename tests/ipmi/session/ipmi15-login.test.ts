import { describe, expect, it } from "vitest";
import { ipmiUnderTest } from "../support/ipmi-under-test.ts";
import { Ipmi15Console, type Ipmi15PacketOptions } from "../support/ipmi15-console.ts";

const powerOff = [0x00, 0x02, [0x00]] as const;
const getChassisStatus = [0x00, 0x01] as const;

async function ipmi15({ on = true } = {}) {
  const test = await ipmiUnderTest({ security: { ipmi15: on } });
  return {
    ...test,
    console: (user?: string, password?: string) => new Ipmi15Console(test.lan, user, password),
  };
}

describe("switched off", () => {
  it("answers nothing but the authentication capabilities, which do not name it", async () => {
    const { console, connect } = await ipmi15({ on: false });
    const stranger = console();
    expect(stranger.sessionless(0x06, 0x38, [0x8e, 4])).toEqual([0, 1, 0x80, 0x04, 0x02, 0, 0, 0, 0]);
    expect(stranger.getChallenge()).toBeUndefined();
    expect(stranger.send(stranger.activateRequest())).toEqual([]);
    expect(stranger.sessionless(0x06, 0x37, [])).toBeUndefined();
    const rmcpPlus = connect();
    rmcpPlus.login();
    expect(rmcpPlus.command(0x06, 0x39, [2, ...Array(16).fill(65)])).toEqual([0xc1]);
    expect(rmcpPlus.command(0x06, 0x3a, [2, 4, ...Array(20).fill(1)])).toEqual([0xc1]);
  });
});

describe("switched on", () => {
  it("names MD5 and no other authentication", async () => {
    const { console } = await ipmi15();
    expect(console().sessionless(0x06, 0x38, [0x0e, 4])).toEqual([0, 1, 0x04, 0x04, 0, 0, 0, 0, 0]);
    expect(console().sessionless(0x06, 0x38, [0x8e, 4])).toEqual([0, 1, 0x84, 0x04, 0x03, 0, 0, 0, 0]);
    for (const authType of [0, 1, 4, 5]) expect(console().getChallenge(authType)).toEqual([0xcc]);
  });

  it("logs in, begins as User, and is raised on demand", async () => {
    const { console, bmc, hypervisor } = await ipmi15();
    const admin = console();
    admin.login();
    expect(bmc.sessions.list()).toMatchObject([{ userName: "admin", limit: 4, format: "ipmi15" }]);
    expect(admin.command(...powerOff)).toEqual([0xd4]);
    expect(admin.command(0x06, 0x3b, [4])).toEqual([0, 4]);
    expect(admin.send(admin.packet(admin.request(...powerOff)))).toHaveLength(0);
    await expect.poll(() => hypervisor.calls).toContain("stop");
  });

  it("numbers its packets from where the console told it to", async () => {
    const { console } = await ipmi15();
    const admin = console();
    admin.login();
    for (let count = 0; count < 2; count += 1) admin.command(...getChassisStatus);
    expect(admin.received.slice(1).map(it => admin.sequenceOf(it))).toEqual([0x1000, 0x1000, 0x1001]);
  });

  it("lets nobody in with a wrong password or another's, without an answer, and tells of it", async () => {
    const { console, seen, bmc } = await ipmi15();
    for (const [user, password] of [
      ["admin", "wrong"],
      ["nobody", ""],
      ["gone", "gone-pass"],
      ["nobody", "nobody-pass"],
    ] as const) {
      const stranger = console(user, password);
      expect(stranger.getChallenge()?.[0]).toBe(0);
      expect(stranger.activate()).toBeUndefined();
    }
    expect(seen.filter(({ name }) => name === "loginFailed")).toHaveLength(4);
    expect(bmc.sessions.list()).toEqual([]);
  });

  it("gives one guess for each challenge, and locks the account after five", async () => {
    const { console, seen } = await ipmi15();
    const guess = console("admin", "wrong");
    guess.getChallenge();
    for (let count = 0; count < 9; count += 1) guess.activate();
    expect(seen.filter(({ name }) => name === "loginFailed")).toHaveLength(1);
    for (let count = 0; count < 4; count += 1) {
      guess.getChallenge();
      guess.activate();
    }
    const admin = console();
    admin.getChallenge();
    expect(admin.activate()).toBeUndefined();
  });

  it("has no room for a password of more than 16 bytes, of which the head alone must not do", async () => {
    const { console, parts } = await ipmi15();
    parts.accounts.seedAdministrator("admin", "x".repeat(17));
    const admin = console("admin", "x".repeat(16));
    admin.getChallenge();
    expect(admin.activate()).toBeUndefined();
    parts.accounts.seedAdministrator("admin", "y".repeat(16));
    console("admin", "y".repeat(16)).login();
  });

  it("refuses the null user, a level beyond the account's, another challenge and sequence number 0", async () => {
    const { console } = await ipmi15();
    expect(console("", "").getChallenge()).toEqual([0x82]);
    const operator = console("operator");
    operator.getChallenge();
    expect(operator.activate(4)).toEqual([0x86]);
    expect(operator.activate(9)).toEqual([0xcc]);
    const challenge = operator.challenge;
    operator.challenge = Buffer.alloc(16, 7);
    expect(operator.activate(3)).toEqual([0xcc]);
    operator.challenge = challenge;
    const data = [2, 3, ...challenge, 0, 0, 0, 0];
    const [answer] = operator.send(operator.packet(operator.request(0x06, 0x3a, data), { sequence: 0 }));
    expect(operator.answer(answer as Buffer)).toEqual([0x84]);
    expect(operator.activate(3)?.[0]).toBe(0);
  });

  it("begins one session for a repeated Activate Session", async () => {
    const { console, bmc } = await ipmi15();
    const admin = console();
    admin.getChallenge();
    const [first, second] = [admin.send(admin.activateRequest()), admin.send(admin.activateRequest())];
    expect(admin.answer(second[0] as Buffer)).toEqual(admin.answer(first[0] as Buffer));
    expect(bmc.sessions.list()).toHaveLength(1);
  });

  it("runs nothing else under a login's temporary ID", async () => {
    const { console, hypervisor } = await ipmi15();
    const admin = console();
    admin.getChallenge();
    expect(admin.send(admin.packet(admin.request(...powerOff), { sequence: 0 }))).toEqual([]);
    expect(hypervisor.calls).toEqual([]);
  });

  it("refuses a session beyond the last", async () => {
    const { console, bmc } = await ipmi15();
    for (let count = 0; count < bmc.sessions.capacity; count += 1) console().login();
    const late = console();
    late.getChallenge();
    expect(late.activate()).toEqual([0x81]);
  });

  it.each<[string, Ipmi15PacketOptions]>([
    ["has a wrong AuthCode", { damage: it => it.writeUInt8((it[13] as number) ^ 1, 13) }],
    ["was changed on the way", { damage: it => it.writeUInt8((it[36] as number) ^ 1, 36) }],
    ["claims no authentication", { authType: "none" }],
    ["has session sequence number 0", { sequence: 0 }],
  ])("drops a packet that %s", async (_, options) => {
    const { console, hypervisor } = await ipmi15();
    const admin = console();
    admin.login();
    admin.command(0x06, 0x3b, [4]);
    expect(admin.send(admin.packet(admin.request(...powerOff), options))).toEqual([]);
    expect(hypervisor.calls).toEqual([]);
  });

  it("takes sequence numbers up to 8 ahead and 8 behind, and none twice", async () => {
    const { console } = await ipmi15();
    const admin = console();
    admin.login();
    const answers = (sequence: number) =>
      admin.send(admin.packet(admin.request(...getChassisStatus), { sequence })).length;
    const highest = admin.sequence + 7;
    expect(answers(highest)).toBe(1);
    expect(answers(highest)).toBe(0);
    expect(answers(highest + 9)).toBe(0);
    expect(answers(highest + 8)).toBe(1);
    expect(answers(highest - 1)).toBe(0);
    expect(answers(highest + 1)).toBe(1);
  });

  it("keeps to its own kind of packets, and leaves RMCP+ sessions theirs", async () => {
    const { console, login } = await ipmi15();
    const admin = console();
    admin.login();
    const rmcpPlus = login();
    const [ours, theirs] = [admin.sessionId, rmcpPlus.bmcSessionId];
    admin.sessionId = theirs;
    rmcpPlus.bmcSessionId = ours;
    expect(admin.send(admin.packet(admin.request(...getChassisStatus)))).toEqual([]);
    const plain = { encrypted: false, authenticated: false };
    expect(rmcpPlus.send(rmcpPlus.packet(rmcpPlus.request(...getChassisStatus), plain))).toEqual([]);
    expect(rmcpPlus.send(rmcpPlus.packet(rmcpPlus.request(...getChassisStatus)))).toEqual([]);
  });

  it("carries no Serial over LAN", async () => {
    const { console, bmc } = await ipmi15();
    const admin = console();
    admin.login();
    admin.command(0x06, 0x3b, [4]);
    expect(admin.command(0x06, 0x48, [0x01, 0x01, 0xc0, 0, 0, 0])[0]).not.toBe(0);
    expect(bmc.serialOverLan.find(1)).toBeUndefined();
  });
});
