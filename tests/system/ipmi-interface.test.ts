import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RunningBmc } from "../support/running-bmc.ts";

const run = promisify(execFile);
const name = `bmc${process.pid}`;
const outer = { interface: `${name}o`.slice(0, 15), address: "10.213.77.1" };
const inner = { interface: "eth1", first: "10.213.77.2", second: "10.213.77.3" };
const inet6 = "fd00:213:77::2";
const ip = (...args: string[]): string => execFileSync("ip", args, { encoding: "utf8" });
const inside = (...args: string[]): string => ip("netns", "exec", name, "ip", ...args);

let bmc: RunningBmc;

/** A network namespace stands for the container, its eth1 appears when the BMC already runs, as containerlab does it. */
beforeAll(async () => {
  ip("netns", "add", name);
  inside("link", "set", "lo", "up");
  bmc = await RunningBmc.startIn(name, { IPMI_INTERFACE: inner.interface, POWER_ON_AT_START: "false" });
});
afterAll(async () => {
  await bmc?.close();
  ip("netns", "delete", name);
});

const answersAt = async (address: string): Promise<boolean> => {
  const target = bmc.ipmitoolArguments.map(arg => (arg === "127.0.0.1" ? address : arg));
  const quick = ["-C", "17", "-N", "1", "-R", "1", "mc", "info"];
  return run("ipmitool", [...target, ...quick]).then(
    () => true,
    () => false,
  );
};

it("is followed: it appears, gets an address and later another one", async () => {
  expect(bmc.log).toContain("there is no eth1");
  ip("link", "add", outer.interface, "type", "veth", "peer", "name", inner.interface, "netns", name);
  ip("address", "add", `${outer.address}/24`, "dev", outer.interface);
  ip("link", "set", outer.interface, "up");
  inside("link", "set", inner.interface, "up");
  await expect.poll(() => bmc.log, { timeout: 10_000 }).toContain("on eth1");
  inside("address", "add", `${inner.first}/24`, "dev", inner.interface);
  await expect.poll(() => answersAt(inner.first), { timeout: 20_000 }).toBe(true);
  inside("address", "delete", `${inner.first}/24`, "dev", inner.interface);
  inside("address", "add", `${inner.second}/24`, "dev", inner.interface);
  await expect.poll(() => answersAt(inner.second), { timeout: 20_000 }).toBe(true);
});

it("answers at an IPv6 address that the kernel takes its time to find free", async () => {
  const setting = `/proc/sys/net/ipv6/conf/${inner.interface}/dad_transmits`;
  execFileSync("ip", ["netns", "exec", name, "sh", "-c", `echo 3 >${setting}`]);
  ip("address", "add", "fd00:213:77::1/64", "nodad", "dev", outer.interface);
  inside("address", "add", `${inet6}/64`, "dev", inner.interface);
  await expect.poll(() => answersAt(inet6), { timeout: 20_000 }).toBe(true);
  expect(bmc.log).not.toContain("cannot listen");
});
