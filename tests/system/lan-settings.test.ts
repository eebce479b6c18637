import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RunningBmc } from "../support/running-bmc.ts";

const run = promisify(execFile);
const name = `lan${process.pid}`;
const outer = { interface: `${name}o`, vlan: `${name}v`, addresses: ["10.213.78.1/24", "10.213.79.1/24"] };
const inner = "eth1";
const ip = (...args: string[]): string => execFileSync("ip", args, { encoding: "utf8", stdio: "pipe" });
const inside = (...args: string[]): string => ip("netns", "exec", name, "ip", ...args);

let bmc: RunningBmc;

/** A network namespace stands for the container; it has another interface, which is the one to the outside. */
beforeEach(() => {
  ip("netns", "add", name);
  inside("link", "set", "lo", "up");
  inside("link", "add", "eth0", "type", "veth", "peer", "name", "outside");
  inside("link", "set", "outside", "up");
  inside("address", "add", "10.213.80.2/24", "dev", "eth0");
  inside("link", "set", "eth0", "up");
  inside("route", "add", "default", "via", "10.213.80.1", "dev", "eth0");
});
afterEach(async () => {
  await bmc?.close();
  ip("netns", "delete", name);
});

function plugIn(): void {
  ip("link", "add", outer.interface, "type", "veth", "peer", "name", inner, "netns", name);
  for (const address of outer.addresses) ip("address", "add", address, "dev", outer.interface);
  ip("link", "set", outer.interface, "up");
  inside("link", "set", inner, "up");
  inside("address", "add", "10.213.78.2/24", "dev", inner);
}

function kernelHasVlans(): boolean {
  const probe = `${name}p`;
  ip("netns", "add", probe);
  try {
    ip("netns", "exec", probe, "ip", "link", "add", "link", "lo", "name", "vlan7", "type", "vlan", "id", "7");
    return true;
  } catch {
    return false;
  } finally {
    ip("netns", "delete", probe);
  }
}

const startBmc = () => RunningBmc.startIn(name, { IPMI_INTERFACE: inner, POWER_ON_AT_START: "false" });

/** Output, also of a failure. */
async function ipmitool(address: string, line: string, prefix: readonly string[] = []): Promise<string> {
  const target = bmc.ipmitoolArguments.map(arg => (arg === "127.0.0.1" ? address : arg));
  const quick = ["-C", "17", "-N", "1", "-R", "2"];
  const [program = "", ...args] = [...prefix, "ipmitool", ...target, ...quick, ...line.split(" ")];
  return run(program, args).then(
    ({ stdout, stderr }) => `${stdout}${stderr}`,
    ({ stdout, stderr }) => `${stdout}${stderr}`,
  );
}

/** What `lan print` says at this address, once the BMC answers there. */
async function printedAt(address: string): Promise<string> {
  const print = async () => (await ipmitool(address, "lan print 1")).replaceAll(/ +: /g, ": ");
  await expect.poll(print, { timeout: 40_000, interval: 200 }).toContain(`IP Address: ${address}\n`);
  return print();
}

const addresses = (device = inner): readonly string[] =>
  [...inside("-4", "address", "show", "dev", device).matchAll(/inet (\S+)/g)].map(
    ([, address = ""]) => address,
  );
const defaultRoutes = (): readonly string[] =>
  inside("-4", "route", "show", "default")
    .split("\n")
    .map(line => line.trim())
    .filter(Boolean);

describe("an interface of the BMC's own", () => {
  it("gets the address, netmask and gateway that lan set gives, and keeps them over a restart", async () => {
    plugIn();
    bmc = await startBmc();
    expect(await printedAt("10.213.78.2")).toMatch(/Source: Other.*Mask: 255.255.255.0/s);

    await ipmitool("10.213.78.2", "lan set 1 ipaddr 10.213.79.5");
    await printedAt("10.213.79.5");
    await ipmitool("10.213.79.5", "lan set 1 netmask 255.255.255.128");
    await expect.poll(() => addresses(), { timeout: 10_000 }).toEqual(["10.213.79.5/25"]);
    await ipmitool("10.213.79.5", "lan set 1 defgw ipaddr 10.213.79.1");
    await expect
      .poll(defaultRoutes, { timeout: 10_000 })
      .toEqual(["default via 10.213.80.1 dev eth0", "default via 10.213.79.1 dev eth1 metric 1024"]);
    expect(await printedAt("10.213.79.5")).toMatch(
      /Source: Static Address.*Mask: 255.255.255.128.*Gateway IP: 10.213.79.1/s,
    );
    expect(bmc.log).not.toContain("could not be applied");

    await bmc.signal("SIGTERM");
    inside("address", "flush", "dev", inner);
    inside("address", "add", "10.213.78.2/24", "dev", inner);
    await bmc.launch();
    await printedAt("10.213.79.5");
    expect(addresses()).toEqual(["10.213.79.5/25"]);
  });

  it("gets the MAC address that lan set gives", async () => {
    plugIn();
    bmc = await startBmc();
    await printedAt("10.213.78.2");
    await ipmitool("10.213.78.2", "lan set 1 macaddr 52:54:00:77:88:99");
    await expect
      .poll(() => inside("link", "show", inner), { timeout: 10_000 })
      .toContain("52:54:00:77:88:99");
    expect(await printedAt("10.213.78.2")).toContain("MAC Address: 52:54:00:77:88:99");
  });

  it("moves into a VLAN and out of it again", async context => {
    context.skip(!kernelHasVlans(), "this kernel has no VLANs");
    plugIn();
    bmc = await startBmc();
    await printedAt("10.213.78.2");
    await ipmitool("10.213.78.2", "lan set 1 vlan id 7");
    await expect.poll(() => addresses(`${inner}.7`), { timeout: 10_000 }).toEqual(["10.213.78.2/24"]);
    ip("link", "add", "link", outer.interface, "name", outer.vlan, "type", "vlan", "id", "7");
    ip("address", "flush", "dev", outer.interface);
    ip("address", "add", outer.addresses[0] ?? "", "dev", outer.vlan);
    ip("link", "set", outer.vlan, "up");
    expect(await printedAt("10.213.78.2")).toContain("VLAN ID: 7\n");
    await ipmitool("10.213.78.2", "lan set 1 vlan id off");
    await expect.poll(() => addresses(), { timeout: 10_000 }).toEqual(["10.213.78.2/24"]);
  });

  it("says what could not be applied, and shows what it really has", async context => {
    context.skip(kernelHasVlans(), "this kernel has VLANs, and applies all that can be set");
    plugIn();
    bmc = await startBmc();
    await printedAt("10.213.78.2");
    await ipmitool("10.213.78.2", "lan set 1 vlan id 7");
    await bmc.logs("The network settings could not be applied: ip link add");
    expect(await printedAt("10.213.78.2")).toContain("VLAN ID: Disabled\n");
  });

  it("is changed when it comes, by what was set before, and nothing else is", async () => {
    bmc = await startBmc();
    const within = ["ip", "netns", "exec", name];
    await ipmitool("127.0.0.1", "lan set 1 ipaddr 10.213.79.6", within);
    expect(await ipmitool("127.0.0.1", "lan print 1", within)).toMatch(/IP Address +: 10.213.79.6\n/);
    expect(addresses("eth0")).toEqual(["10.213.80.2/24"]);
    plugIn();
    await printedAt("10.213.79.6");
    expect(addresses()).toEqual(["10.213.79.6/24"]);
    expect(addresses("eth0")).toEqual(["10.213.80.2/24"]);
    expect(defaultRoutes()).toEqual(["default via 10.213.80.1 dev eth0"]);
  });
});
