import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { inEngineNamespaces } from "./support/engine.ts";
import { Link } from "./support/link.ts";
import { docker, ipmitoolAt, password, quickly, TestContainer } from "./support/test-container.ts";

const forNetworks = ["--cap-add", "NET_ADMIN", "--device", "/dev/net/tun"];

describe("a node to which containerlab gives its links when it runs", () => {
  let node: TestContainer;
  let second: Link;

  beforeAll(async () => {
    node = await TestContainer.run(...quickly, ...forNetworks, "-e", "VM_NETWORKS=eth2", "-e", "DEBUG=true");
    await Link.make(node, "eth1", "192.0.2.1/28");
    second = await Link.make(node, "eth2", "192.0.2.17/28");
    await Link.make(node, "eth3", "192.0.2.33/28");
    await node.guestPrints("login:");
  });
  afterAll(() => node?.remove());

  const guestReaches = async (address: string): Promise<string> =>
    (await node.guestRuns(`ping -c 3 -w 30 ${address}`)).match(/\d packets received/)?.[0] ?? "";

  it("answers IPMI on eth1 when that gets its address", async () => {
    await node.ip("address", "add", "192.0.2.2/28", "dev", "eth1");
    await node.until("IPMI on eth1", async () =>
      (await ipmitoolAt("192.0.2.2", "623", password, "power", "status")).endsWith("is on"),
    );
  });

  it("passes frames between the guest and what is behind eth2, which is listed, and eth3, which is not", async () => {
    const addresses = "ip address add 192.0.2.18/28 dev eth0; ip address add 192.0.2.34/28 dev eth1";
    await node.guestRuns(`${addresses}; ip link set eth0 up; ip link set eth1 up`);
    expect(await guestReaches("192.0.2.17")).toBe("3 packets received");
    expect(await guestReaches("192.0.2.33")).toBe("3 packets received");
  });

  it("passes them again when a link was parked elsewhere and is back", async () => {
    await second.parkAndReturn();
    expect(await guestReaches("192.0.2.17")).toBe("3 packets received");
  });

  it("logs each request with DEBUG=true, all of it JSON", async () => {
    await node.redfish("Systems/1");
    const lines = (await node.logs()).trim().split("\n");
    const requests = lines.map(line => (JSON.parse(line) as { req?: { url: string } }).req?.url);
    expect(requests).toContain("/redfish/v1/Systems/1");
  });
});

describe("the end of a node", () => {
  let node: TestContainer | undefined;
  afterEach(() => node?.remove());

  /** What the engine's host has of containers: interfaces, mounts and processes. */
  async function traces(): Promise<string[]> {
    const links = await inEngineNamespaces("ip", ["-br", "link"]);
    const mounts = await inEngineNamespaces("cut", ["-d", " ", "-f", "2", "/proc/self/mounts"]);
    const programs = await inEngineNamespaces("ps", ["-e", "-o", "comm="]);
    const isEngines = /^(veth|docker|containerd|runc|ps$|nsenter$)/;
    const all = [links, mounts, programs].flatMap(({ stdout }) => stdout.trim().split("\n"));
    return all
      .map(line => line.replace(/[ @].*/, ""))
      .filter(name => !isEngines.test(name))
      .sort();
  }

  it.each(["stop", "kill"])("leaves no interface, mount or process behind after docker %s", async how => {
    const before = await traces();
    node = await TestContainer.run(...quickly, ...forNetworks, "-e", "STOP_TIMEOUT=1");
    const { far } = await Link.make(node, "eth2", "192.0.2.17/28");
    await node.powered("on");
    expect(await traces()).toEqual(expect.arrayContaining([far, "qemu-system-x86"]));
    await docker(how, node.name);
    await docker("rm", "-v", node.name);
    // The kernel takes its time to remove the links of a container that has gone, of those before this one, too.
    await expect.poll(async () => (await traces()).filter(trace => !before.includes(trace))).toEqual([]);
  });
});
