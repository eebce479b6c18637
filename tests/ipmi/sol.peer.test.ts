import { expect, it } from "vitest";
import { ipmiPeers, onTerminal } from "./support/peer.ts";

const patience = { timeout: 10_000, interval: 20 };

it.each(["-C 3 sol activate", "-C 17 sol activate"])(
  "carries a console with ipmitool %s",
  async command => {
    const { serial, ipmitool, ipmitoolCommand } = await ipmiPeers();
    serial.print("long ago\r\n");
    const terminal = onTerminal(ipmitoolCommand(command));
    await terminal.shows("SOL Session operational");
    serial.print("login: ");
    await terminal.shows("login: ");
    expect(terminal.screen).not.toContain("long ago");
    terminal.type("root\r");
    await expect.poll(() => serial.typed, patience).toBe("root\r");
    terminal.type("~B");
    await expect.poll(() => serial.breaks, patience).toBe(1);
    expect((await ipmitool("sol activate")).output).toContain("already active on another session");

    const lines = Array.from({ length: 1500 }, (_, index) => `line ${index} ${"x".repeat(70)}`);
    serial.print("\r\n");
    for (const line of lines) serial.print(`${line}\r\n`);
    await terminal.shows(`${lines.at(-1)}\r\n`);
    expect(terminal.screen.split("\r\n").filter(line => line.startsWith("line "))).toEqual(lines);

    terminal.type("\r~.");
    expect(await terminal.ended()).toBe(0);
    expect((await ipmitool("sol deactivate")).output).toContain("already de-activated");
  },
  30_000,
);

it("carries a console with ipmiconsole", async () => {
  const { serial, ipmiconsoleCommand } = await ipmiPeers();
  const terminal = onTerminal(ipmiconsoleCommand);
  await terminal.shows("[SOL established]");
  serial.print("login: ");
  await terminal.shows("login: ");
  terminal.type("root\r");
  await expect.poll(() => serial.typed, patience).toBe("root\r");
  terminal.type("&.");
  await terminal.ended();
  expect(terminal.screen).toContain("closing the connection");
}, 30_000);

it("is taken from one console by an administrator's sol deactivate and tells it", async () => {
  const { ipmitool, ipmiconsoleCommand } = await ipmiPeers();
  const terminal = onTerminal(ipmiconsoleCommand);
  await terminal.shows("[SOL established]");
  expect((await ipmitool("sol deactivate")).code).toBe(0);
  await terminal.shows("SOL session stolen");
}, 30_000);

it("tells consoles when the BMC closes", async () => {
  const { server, ipmiconsoleCommand } = await ipmiPeers();
  const terminal = onTerminal(ipmiconsoleCommand);
  await terminal.shows("[SOL established]");
  await server.close();
  await terminal.shows("SOL session stolen");
}, 30_000);
