import { spawn } from "node:child_process";
import { expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import type { Terminal } from "../support/terminal.ts";
import { ipmiPeers, onTerminal } from "./support/peer.ts";
import { conman, ended, ipmiconsole, ipmitool, type Peers, type SolClient } from "./support/sol-clients.ts";

const patience = { timeout: 10_000, interval: 20 };
const clients = [ipmitool(3), ipmitool(17), ipmiconsole, conman];

/** Bytes of every value, the same for each run. */
function noise(length: number): string {
  let state = 1;
  const bytes = Buffer.alloc(length);
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[index] = state >>> 16;
  }
  return bytes.toString("latin1");
}

/** Prints a burst as fast as the client takes it, and waits until all of it is on the screen, unharmed. */
async function getsWhole(
  burst: string,
  { most = burst.length }: SolClient,
  terminal: Terminal,
  serial: Peers["serial"],
): Promise<void> {
  const before = terminal.screen.length;
  for (let at = 0; at < burst.length; at += 1000) {
    serial.print(burst.slice(at, at + 1000));
    const hasRoom = () => at + 1000 - (terminal.screen.length - before) <= most;
    await eventually(hasRoom, 30, () => "The burst stands still.");
  }
  await terminal.shows(burst.slice(-5), 60);
  expect(terminal.screen.endsWith(burst)).toBe(true);
}

it.each(clients)(
  "carries a console with $name",
  async client => {
    const peers = await ipmiPeers();
    const { serial } = peers;
    serial.print("long ago\r\n");
    const terminal = await client.open(peers);
    serial.print("login: ");
    await terminal.shows("login: ");
    expect(terminal.screen).not.toContain("long ago");
    terminal.type("root\r");
    await expect.poll(() => serial.typed, patience).toBe("root\r");
    terminal.type(client.breakKeys);
    await expect.poll(() => serial.breaks, patience).toBe(1);
    terminal.type(client.endKeys);
    await terminal.ended();
  },
  30_000,
);

it.each(clients)(
  "loses and doubles nothing of a burst and of a paste with $name",
  async client => {
    const peers = await ipmiPeers();
    const { serial } = peers;
    const terminal = await client.open(peers);
    await getsWhole(`[begin]${noise(200_000)}[end]`, client, terminal, serial);

    // libipmiconsole gives up at more than 8 KiB at once.
    const paste = Array.from({ length: 190 }, (_, n) => `echo line ${n} of a paste of some eight kB\r`).join(
      "",
    );
    terminal.type(paste);
    await expect.poll(() => serial.typed.length, patience).toBeGreaterThanOrEqual(paste.length);
    expect(serial.typed).toBe(paste);
  },
  60_000,
);

it.each([ipmitool(17), ipmiconsole])(
  "loses and doubles nothing where 3 of 100 datagrams get lost each way, with $name",
  async client => {
    const peers = await ipmiPeers({ way: { loss: 0.03, seed: 7 } });
    const { serial, relay } = peers;
    const terminal = await client.open(peers);
    await getsWhole(`[begin]${noise(100_000)}[end]`, client, terminal, serial);
    expect(relay?.lost).toBeGreaterThan(10);

    const lines = Array.from({ length: 30 }, (_, line) => `echo line ${line}\r`);
    for (const line of lines) {
      terminal.type(line);
      await expect.poll(() => serial.typed, patience).toContain(line);
      serial.print(`${line}\n`);
      await terminal.shows(`${line}\n`);
    }
    expect(serial.typed).toBe(lines.join(""));
  },
  90_000,
);

it.each([1, 2, 15, 16])(
  "carries a console where cipher suite %i has no encryption",
  async suite => {
    const peers = await ipmiPeers({ security: { cipherSuites: [17, suite] } });
    const terminal = await ipmitool(suite).open(peers);
    peers.serial.print("login: ");
    await terminal.shows("login: ");
    terminal.type("root\r");
    await expect.poll(() => peers.serial.typed, patience).toBe("root\r");
  },
  30_000,
);

it("is taken from one console by an administrator's sol deactivate and tells it", async () => {
  const peers = await ipmiPeers();
  const terminal = await ipmiconsole.open(peers);
  expect((await peers.ipmitool("sol activate")).output).toContain("already active on another session");
  expect((await peers.ipmitool("sol deactivate")).code).toBe(0);
  await terminal.shows("SOL session stolen");
  expect((await peers.ipmitool("sol deactivate")).output).toContain("already de-activated");
}, 30_000);

it("has room for consoles that ask for other instances, and all see the same", async () => {
  const peers = await ipmiPeers();
  const first = await ipmiconsole.open(peers);
  const second = onTerminal(peers.ipmitoolCommand("-C 17 sol activate instance=2"));
  await second.shows("SOL Session operational");
  peers.serial.print("login: ");
  await Promise.all([first.shows("login: "), second.shows("login: ")]);
  first.type("ro");
  await expect.poll(() => peers.serial.typed, patience).toBe("ro");
  second.type("ot");
  await expect.poll(() => peers.serial.typed, patience).toBe("root");
  expect((await peers.ipmitool("sol activate instance=5")).output).toContain("limit reached");
}, 30_000);

/** ipmitool as a process of its own, for what a terminal between would soften. */
async function activated({ ipmitoolCommand, serial }: Awaited<ReturnType<typeof ipmiPeers>>) {
  const [program = "", ...args] = ipmitoolCommand("-C 17 sol activate");
  const child = spawn(program, args);
  let shown = "";
  child.stdout.setEncoding("latin1").on("data", (text: string) => {
    shown += text;
  });
  const isActive = () => {
    serial.print(".");
    return shown.includes(".");
  };
  await expect.poll(isActive, patience).toBe(true);
  return child;
}

it("is free within 2 s of an administrator's sol deactivate after its client was killed", async () => {
  const peers = await ipmiPeers();
  await ended(await activated(peers), "SIGKILL");
  const begun = performance.now();
  expect((await peers.ipmitool("-C 17 sol activate")).output).toContain("already active");
  expect((await peers.ipmitool("-C 17 sol deactivate")).code).toBe(0);
  const terminal = await ipmitool(17).open(peers);
  expect(performance.now() - begun).toBeLessThan(2000);
  peers.serial.print("login: ");
  await terminal.shows("login: ");
}, 30_000);

it("is free without a sol deactivate once a killed client has let the retries of a packet pass", async () => {
  const peers = await ipmiPeers();
  expect((await peers.ipmitool("sol set retry-count 1 1")).code).toBe(0);
  expect((await peers.ipmitool("sol set retry-interval 2 1")).code).toBe(0);
  const child = await activated(peers);
  expect((await peers.ipmitool("sol activate")).output).toContain("already active");
  await ended(child, "SIGKILL");
  peers.serial.print("nobody sees this");
  const takesOver = async () => {
    const terminal = onTerminal(peers.ipmitoolCommand("-C 17 sol activate"));
    await terminal.shows(/operational|already active/);
    return terminal.screen;
  };
  await expect.poll(takesOver, patience).toContain("operational");
}, 30_000);

it("tells consoles at once when the BMC closes", async () => {
  const peers = await ipmiPeers();
  const [first, second] = [
    await ipmiconsole.open(peers),
    onTerminal(peers.ipmitoolCommand("-C 17 sol activate instance=2")),
  ];
  await second.shows("SOL Session operational");
  await peers.server.close();
  await Promise.all([first.shows("SOL session stolen", 2), second.shows("SOL session closed by BMC", 2)]);
}, 30_000);
