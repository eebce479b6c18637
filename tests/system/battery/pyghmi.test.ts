import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { password, RunningBmc, userName } from "../../support/running-bmc.ts";

const run = promisify(execFile);
/** Debian's own, which finds Debian's packages; another python3 may come first in the path. */
const python = "/usr/bin/python3";

let bmc: RunningBmc;
beforeAll(async () => {
  bmc = await RunningBmc.start();
  await bmc.guestPrints("login:");
});
afterAll(() => bmc?.close());

const script = (name: string): readonly string[] => [
  join(import.meta.dirname, name),
  `${bmc.ipmiPort}`,
  userName,
  password,
];

async function pyghmi(method: string, ...args: readonly unknown[]): Promise<unknown> {
  const words = [...script("pyghmi-call.py"), method, JSON.stringify(args)];
  return JSON.parse((await run(python, words, { timeout: 60_000 })).stdout);
}

describe("pyghmi", () => {
  it("switches power and sees it", async () => {
    expect(await pyghmi("get_power")).toEqual({ powerstate: "on" });
    expect(await pyghmi("set_power", "off", 30)).toEqual({ powerstate: "off" });
    expect(await pyghmi("get_power")).toEqual({ powerstate: "off" });
    expect(await pyghmi("set_power", "on", 30)).toEqual({ powerstate: "on" });
  });

  it("sets the boot device, and reads what was set", async () => {
    await pyghmi("set_bootdev", "network", true, true);
    expect(await pyghmi("get_bootdev")).toEqual({ bootdev: "network", persistent: true, uefimode: true });
    await pyghmi("set_bootdev", "optical");
    expect(await pyghmi("get_bootdev")).toMatchObject({ bootdev: "optical", persistent: false });
    await pyghmi("set_bootdev", "default");
    expect(await pyghmi("get_bootdev")).toMatchObject({ bootdev: "default" });
  });

  it("lights the identify lamp", async () => {
    const lit = async () => (await bmc.curl("/redfish/v1/Systems/1")).body.LocationIndicatorActive;
    await pyghmi("set_identify", true);
    expect(await lit()).toBe(true);
    await pyghmi("set_identify", false);
    expect(await lit()).toBe(false);
  });

  it("reads every sensor, and none of them is broken", async () => {
    const sensors = (await pyghmi("get_sensor_data")) as { name: string; value: number; units: string }[];
    const inlet = sensors.find(({ name }) => name === "Inlet Temp");
    expect(inlet).toMatchObject({ units: "°C", value: expect.any(Number), unavailable: 0 });
    expect(await pyghmi("get_health")).toEqual({ health: 0, badreadings: [] });
  });

  it("reads the inventory", async () => {
    const inventory = new Map((await pyghmi("get_inventory")) as [string, Record<string, unknown>][]);
    expect(inventory.get("System")).toMatchObject({
      Manufacturer: expect.stringMatching(/./),
      "Product name": expect.stringMatching(/./),
      "Serial Number": expect.stringMatching(/./),
    });
  });

  it("reads the event log, and clears it", async () => {
    const log = (await pyghmi("get_event_log")) as Record<string, unknown>[];
    expect(log.length).toBeGreaterThan(0);
    for (const entry of log)
      expect(entry).toMatchObject({ timestamp: expect.stringMatching(/^\d{4}-/), event: expect.any(String) });
    await pyghmi("get_event_log", true);
    expect(((await pyghmi("get_event_log")) as unknown[]).length).toBeLessThan(log.length);
  });

  it("makes a user, who can log in, and deletes it", async () => {
    expect(await pyghmi("get_users")).toMatchObject({ 2: { name: userName } });
    await pyghmi("create_user", 4, "carol", "carol-Pass1", 1, false, true, true, "operator");
    expect(await pyghmi("get_user", 4)).toMatchObject({
      name: "carol",
      access: { privilege_level: "operator", ipmi_msg: true },
    });
    const asCarol = ["-U", "carol", "-P", "carol-Pass1", "-L", "OPERATOR"];
    expect(await bmc.ipmitool(...asCarol, "chassis", "power", "status")).toContain("Chassis Power is on");
    await pyghmi("user_delete", 4);
    expect(await pyghmi("get_users")).not.toHaveProperty("4");
  });

  it("reads the network configuration", async () => {
    expect(await pyghmi("get_net_configuration")).toMatchObject({
      ipv4_address: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+\/\d+$/),
      ipv4_configuration: expect.stringMatching(/^(Static|DHCP|Other)$/),
      mac_address: expect.stringMatching(/^[\da-f]{2}(:[\da-f]{2}){5}$/),
    });
  });

  it("reads the same GUID as Redfish", async () => {
    const answer = (await pyghmi("raw_command", 0x06, 0x37)) as { code: number; data: string };
    expect(answer.code).toBe(0);
    const uuid = String((await bmc.curl("/redfish/v1/Systems/1")).body.UUID);
    const fromLastToFirst = Buffer.from(answer.data, "hex").reverse().toString("hex");
    expect(fromLastToFirst).toBe(uuid.replaceAll("-", "").toLowerCase());
  });

  it("shows the console, and types into it", async () => {
    const console = spawn(python, script("pyghmi-console.py"), { stdio: ["pipe", "pipe", "inherit"] });
    const ended = once(console, "exit");
    let screen = "";
    console.stdout.setEncoding("utf8").on("data", (text: string) => {
      screen += text;
    });
    const shows = (text: RegExp) =>
      eventually(
        () => text.test(screen),
        30,
        () => screen,
      );
    try {
      await bmc.guestPrints("login:");
      console.stdin.write("root\r");
      await shows(/# /);
      console.stdin.write("echo $((6 * 7000 + 1))\r");
      await shows(/^42001\r?$/m);
    } finally {
      console.kill();
      await ended;
    }
  });
});
