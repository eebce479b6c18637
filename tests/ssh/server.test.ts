import { readFileSync } from "node:fs";
import { connect as connectSocket } from "node:net";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { usualBounds } from "../../server/ssh/connection-bounds.ts";
import { hostKey } from "../../server/ssh/host-key.ts";
import { eventually } from "../support/eventually.ts";
import { open, outcome, sshServer } from "./ssh-server.ts";

const origin = { via: "test" };

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("the door", () => {
  it("lets a name and password in, and nobody with a wrong one, who is counted", async () => {
    await using bmc = await sshServer();
    const client = await bmc.connect();
    expect(await outcome(client, "power")).toEqual({ code: 0, stdout: "off\n", stderr: "" });
    await expect(bmc.connect({ password: "wrong" })).rejects.toThrow();
    expect(bmc.seen).toContainEqual({
      name: "loginFailed",
      payload: { user: "admin", via: "ssh", address: expect.stringContaining("127.0.0.1") },
    });
  });

  it("closes after six requests, whatever they are", async () => {
    await using bmc = await sshServer();
    let asked = 0;
    const again = (_methods: unknown, _partial: unknown, next: (attempt: object) => void): void => {
      asked += 1;
      next({ type: "password", username: "admin", password: `wrong${asked}` });
    };
    await expect(bmc.connect({ authHandler: again as never })).rejects.toThrow();
    expect(asked).toBeLessThanOrEqual(7);
    expect(bmc.seen.filter(({ name }) => name === "loginFailed").length).toBeLessThanOrEqual(6);
  });

  it("closes on who does not log in", async () => {
    await using bmc = await sshServer({ ...usualBounds, login: 200 });
    const socket = connectSocket(bmc.port, bmc.address);
    await new Promise(resolve => socket.once("close", resolve).resume());
  });

  it("has the kernel find out who is gone without a word", async () => {
    await using bmc = await sshServer();
    await bmc.connect();
    const local = `:${bmc.port.toString(16).toUpperCase().padStart(4, "0")}`;
    // proc_pid_net(5): the local address, the state (1: established), the timer that runs (2: of keep-alive).
    const timers = () =>
      ["tcp", "tcp6"]
        .flatMap(name => readFileSync(`/proc/net/${name}`, "utf8").split("\n"))
        .map(row => row.trim().split(/\s+/))
        .filter(([, at, , state]) => at?.endsWith(local) && state === "01")
        .map(([, , , , , timer]) => timer?.slice(0, 2))
        .join();
    await eventually(() => timers() === "02", 5, timers);
  });

  it("stays open for others while strangers occupy it", async () => {
    await using bmc = await sshServer();
    const strangers = Array.from({ length: 40 }, () => connectSocket(bmc.port, bmc.address));
    for (const stranger of strangers) stranger.on("error", () => stranger.destroy());
    await Promise.all(strangers.map(each => new Promise(resolve => each.once("connect", resolve))));
    await bmc.connect();
    for (const stranger of strangers) stranger.destroy();
  });

  it("survives whatever bytes come", async () => {
    await using bmc = await sshServer();
    const bytes = fc.tuple(
      fc.constantFrom("", "SSH-2.0-x\r\n", "SSH-1.5-x\r\n"),
      fc.uint8Array({ maxLength: 300 }),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async ([banner, rest]) => {
        const socket = connectSocket(bmc.port, bmc.address);
        socket.on("error", () => socket.destroy()).resume();
        socket.end(Buffer.concat([Buffer.from(banner), rest]));
        await new Promise(resolve => socket.once("close", resolve));
      }),
      { numRuns: 60 },
    );
    await bmc.connect();
    expect(bmc.faults).toEqual([]);
  });

  it("opens nothing but sessions, and not without end", async () => {
    await using bmc = await sshServer();
    const client = await bmc.connect();
    const forward = new Promise((resolve, reject) => {
      client.forwardOut("127.0.0.1", 1, "127.0.0.1", bmc.port, error => (error ? reject(error) : resolve(0)));
    });
    await expect(forward).rejects.toThrow();
    for (let n = 0; n < usualBounds.sessions; n += 1) await open(client, "console");
    await expect(open(client, "power")).rejects.toThrow();
  });

  it("asks who has to change the password for another one first", async () => {
    await using bmc = await sshServer();
    const { id = 0 } = bmc.accounts.find("reader") ?? {};
    bmc.accounts.setAccess(id, { passwordChangeRequired: true }, origin);
    const tooLong = "x".repeat(21);
    await expect(bmc.connect({ username: "reader" }, tooLong)).rejects.toThrow();
    expect(bmc.sessions.list()).toEqual([]);
    const client = await bmc.connect({ username: "reader" }, "n3w-word");
    expect(await outcome(client, "power")).toMatchObject({ code: 0 });
    expect(bmc.accounts.verify("reader", "n3w-word")).toMatchObject({ passwordChangeRequired: false });
  });
});

it("the host key is made once", async () => {
  await using bmc = await sshServer();
  const first = hostKey(bmc.settings, bmc.vault);
  expect(hostKey(bmc.settings, bmc.vault).fingerprint).toBe(first.fingerprint);
  expect(first.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  expect(JSON.stringify(bmc.bmcStore.setting("sshHostKey"))).not.toContain("PRIVATE KEY");
});

describe("a session", () => {
  it("is there as long as the connection, and ends it when it ends", async () => {
    await using bmc = await sshServer();
    const client = await bmc.connect();
    const [session] = bmc.sessions.list();
    expect(session).toMatchObject({ via: "ssh", userName: "admin" });
    const closed = new Promise<void>(resolve => client.once("close", () => resolve()));
    bmc.sessions.end(session?.id ?? "");
    await closed;
    const other = await bmc.connect();
    other.end();
    const left = (): boolean => bmc.sessions.list().length === 0;
    await eventually(left, 10, () => `${bmc.sessions.list().length}`);
  });

  it("ends when its account may do less or has another password", async () => {
    await using bmc = await sshServer();
    for (const change of ["role", "password"]) {
      const client = await bmc.connect({ username: "operator" });
      const closed = new Promise<void>(resolve => client.once("close", () => resolve()));
      const { id = 0 } = bmc.accounts.find("operator") ?? {};
      if (change === "password") bmc.accounts.setPassword(id, "other-1", origin);
      else bmc.accounts.setAccess(id, { role: "ReadOnly" }, origin);
      await closed;
      bmc.accounts.setAccess(id, { role: "Operator" }, origin);
    }
  });

  it("ends when nobody uses it, but not while a console is open", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    await using bmc = await sshServer({ ...usualBounds, checks: 20 });
    bmc.sessions.timeout = 60;
    const [looking, idle] = [await bmc.connect(), await bmc.connect()];
    const console = await open(looking, "console");
    await console.shows("");
    const ended = (await open(idle)).ended;
    const [{ id = "" } = {}] = bmc.sessions.list();
    vi.setSystemTime(Date.now() + 40_000);
    await eventually(
      () => bmc.sessions.idle(id) === 0,
      10,
      () => `${bmc.sessions.idle(id)}`,
    );
    vi.setSystemTime(Date.now() + 40_000);
    expect((await ended).stdout).toContain("The session has ended.");
    bmc.serial.print("here still");
    await console.shows("here still");
  });

  it("may do what its role may", async () => {
    await using bmc = await sshServer();
    const [reader, operator] = [
      await bmc.connect({ username: "reader" }),
      await bmc.connect({ username: "operator" }),
    ];
    expect(await outcome(reader, "power on")).toMatchObject({ code: 1, stdout: "" });
    expect(bmc.machine.powerState).toBe("off");
    expect(await outcome(operator, "power on")).toMatchObject({ code: 0, stdout: "on\n" });
    expect(await outcome(operator, "media insert http://x/y.iso")).toMatchObject({ code: 1 });
    expect(bmc.seen).toContainEqual(
      expect.objectContaining({
        name: "powerChanged",
        payload: expect.objectContaining({ to: "on", origin: { via: "ssh", user: "operator" } }),
      }),
    );
    expect(bmc.requestCounts.list()).toContainEqual({ frontEnd: "ssh", status: "1", count: 2 });
  });
});

describe("the shell", () => {
  it("follows the width of the terminal", async () => {
    await using bmc = await sshServer();
    const shell = await open(await bmc.connect());
    await shell.shows("> ");
    shell.channel.setWindow(24, 20, 0, 0);
    const from = shell.stdout.length;
    shell.channel.write("x".repeat(40));
    await shell.shows("x".repeat(40), from);
    // To the beginning of the line: at 20 columns that is some rows up.
    shell.channel.write("\u0001");
    await shell.shows(/\[\dA/, from);
  });

  it("interrupts what takes long with ^C, and the operation goes on", async () => {
    await using bmc = await sshServer();
    await (await bmc.machine.power("on", origin)).outcome;
    bmc.hypervisor.obeys = false;
    const shell = await open(await bmc.connect());
    await shell.shows("> ");
    shell.channel.write("power soft\r");
    await eventually(
      () => bmc.machine.powerState === "poweringOff" || bmc.hypervisor.calls.includes("powerButton"),
      10,
      () => bmc.hypervisor.calls.join(),
    );
    shell.channel.write("\u0003");
    await shell.shows("Interrupted. The operation goes on.");
    shell.channel.write("power\r");
    await shell.shows(/power\r\non\r\n/);
  });

  it("keeps no line that has no end", async () => {
    await using bmc = await sshServer();
    const shell = await open(await bmc.connect());
    await shell.shows("> ");
    shell.channel.write("y".repeat(200_000));
    await shell.shows("\u0007");
    shell.channel.write("\u0003power\r");
    await shell.shows("\r\noff\r\n");
  });
});

describe("the console", () => {
  it("shows the line's history, then what comes, and passes on every byte", async () => {
    await using bmc = await sshServer();
    bmc.serial.print("long ago\r\n");
    const shown = await open(await bmc.connect(), "console");
    await shown.shows("long ago\r\n");
    bmc.serial.print("now\u0000\u00ff");
    await shown.shows("now\u0000\u00ff");
    const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    shown.channel.write(every);
    await eventually(
      () => bmc.serial.typed === every.toString("latin1"),
      10,
      () => bmc.serial.typed,
    );
    shown.channel.end();
    bmc.serial.print("still there");
    await shown.shows("still there");
    expect(bmc.viewers.list.map(({ console }) => console)).toEqual(["serial"]);
  });

  it("sends a break in its place, and is left", async () => {
    await using bmc = await sshServer();
    const { channel, ended } = await open(await bmc.connect(), "console");
    channel.write("a\r~Bb\r~.");
    expect(await ended).toMatchObject({ code: 0 });
    expect(bmc.serial).toMatchObject({ typed: "a\rb\r", breaks: 1 });
  });

  it("types nothing for who may only look", async () => {
    await using bmc = await sshServer();
    const { channel, ended } = await open(await bmc.connect({ username: "reader" }), "console");
    channel.write("root\r~B~.");
    expect(await ended).toMatchObject({ code: 0, stderr: expect.stringContaining("not type") });
    expect(bmc.serial).toMatchObject({ typed: "", breaks: 0 });
  });

  it("is left also where the guest reads nothing", async () => {
    await using bmc = await sshServer();
    bmc.serial.write = () => false;
    const { channel, ended } = await open(await bmc.connect(), "console");
    channel.write("stuck\r~.");
    expect(await ended).toMatchObject({ code: 0 });
  });

  it("holds nobody up who reads slowly", async () => {
    await using bmc = await sshServer();
    const slow = await open(await bmc.connect(), "console");
    const quick = await open(await bmc.connect(), "console");
    slow.channel.pause();
    await eventually(
      () => bmc.viewers.list.length === 2,
      10,
      () => `${bmc.viewers.list.length}`,
    );
    const line = `${"z".repeat(1022)}\r\n`;
    const total = (opened: typeof slow, bytes: number) =>
      eventually(
        () => opened.stdout.length === bytes,
        20,
        () => `${opened.stdout.length}`,
      );
    for (let mebibytes = 1; mebibytes <= 8; mebibytes += 1) {
      bmc.serial.print(line.repeat(1024));
      await total(quick, mebibytes * 2 ** 20);
    }
    expect(slow.stdout.length).toBeLessThan(2 ** 20);
    slow.channel.resume();
    await total(slow, 8 * 2 ** 20);
    expect(slow.stdout).toBe(quick.stdout);
  });
});

it("tells the other end that the BMC restarts", async () => {
  await using bmc = await sshServer();
  const { ended } = await open(await bmc.connect(), "console");
  await bmc.server.close();
  expect(await ended).toMatchObject({ stderr: expect.stringContaining("The BMC restarts.") });
});
