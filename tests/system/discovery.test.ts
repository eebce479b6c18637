import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { password, RunningBmc, userName } from "../support/running-bmc.ts";

const run = promisify(execFile);
const name = `ssdp${process.pid}`;
const address = "10.213.91.2";
const networkProtocol = "/redfish/v1/Managers/1/NetworkProtocol";
const ip = (...args: string[]): string => execFileSync("ip", args, { encoding: "utf8", stdio: "pipe" });
const inside = (...args: string[]): string => ip("netns", "exec", name, "ip", ...args);

let bmc: RunningBmc;

beforeAll(async () => {
  ip("netns", "add", name);
  inside("link", "set", "lo", "up");
  inside("link", "add", "eth1", "type", "veth", "peer", "name", "outside");
  inside("address", "add", `${address}/24`, "dev", "eth1");
  inside("link", "set", "outside", "up");
  inside("link", "set", "eth1", "up");
  inside("route", "add", "default", "dev", "eth1");
  bmc = await RunningBmc.startIn(name, { IPMI_INTERFACE: "eth1", SSDP: "true", POWER_ON_AT_START: "false" });
});
afterAll(async () => {
  await bmc?.close();
  ip("netns", "delete", name);
});

/** Searches as Redfish clients do, and prints what comes back within two seconds. */
const searcher = `
const socket = require("node:dgram").createSocket("udp4");
socket.on("message", text => process.stdout.write(String(text)));
const lines = ["M-SEARCH * HTTP/1.1", "Host: 239.255.255.250:1900", 'Man: "ssdp:discover"', "MX: 1"];
socket.send([...lines, "ST: urn:dmtf-org:service:redfish-rest:1", "", ""].join("\\r\\n"), 1900, "239.255.255.250");
setTimeout(() => socket.close(), 2000);`;

const search = async (): Promise<string> =>
  (await run("ip", ["netns", "exec", name, process.execPath, "-e", searcher])).stdout;

/** RunningBmc's own curl goes to the loopback of the host. */
async function curl(path: string, ...args: string[]): Promise<Record<string, never>> {
  const login = ["-u", `${userName}:${password}`];
  const url = `https://${address}:${bmc.webPort}${path}`;
  const { stdout } = await run("ip", ["netns", "exec", name, "curl", "-ks", ...login, ...args, url]);
  return JSON.parse(stdout);
}

const discoverable = (ProtocolEnabled: boolean) =>
  curl(networkProtocol, "-X", "PATCH", "--json", JSON.stringify({ SSDP: { ProtocolEnabled } }));

it("is found by a search, until discovery is switched off, and again when it is on", async () => {
  const { UUID } = await curl("/redfish/v1/");
  const found = await search();
  expect(found).toContain(`AL: https://${address}:${bmc.webPort}/redfish/v1/\r\n`);
  expect(found).toContain(`USN: uuid:${UUID}::urn:dmtf-org:service:redfish-rest:1`);
  await discoverable(false);
  expect(await search()).toBe("");
  await discoverable(true);
  expect(await search()).toContain("HTTP/1.1 200 OK");
});
