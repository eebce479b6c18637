import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { Lab } from "../../support/network/lab.ts";
import { LabNode } from "../../support/network/lab-node.ts";

let labs: Lab[];
let nodes: LabNode[];

beforeEach(() => {
  labs = [new Lab()];
  nodes = [];
});
afterEach(async () => {
  for (const node of nodes) await node.bmc.close();
  for (const lab of labs) await lab.close();
});

const lab = (n = 0): Lab => labs[n] as Lab;

async function startNode(env: NodeJS.ProcessEnv, n = 0): Promise<LabNode> {
  const node = await LabNode.start(lab(n).inside, env);
  nodes.push(node);
  return node;
}

/** Of the cards that the guest has, a line each. */
const acpiIndexes = "cat /sys/class/net/eth*/device/../acpi_index";

const carrierChanges = "cat /sys/class/net/eth0/carrier_changes";

describe.each(["tc", "bridge", "macvtap"])("a guest (%s)", mode => {
  it("gets its link when the interface comes, loses it when it goes, and another when it is back", async () => {
    const node = await startNode({ VM_NETWORKS: "eth2", VM_NETWORK_MODE: mode });
    await node.logIn();
    expect(await node.shell("ip link show eth0")).toContain("NO-CARRIER");
    await node.linkBecomes("nic0", "NoLink");
    for (const _ of [1, 2]) {
      lab().plugIn();
      lab().ip("-n", lab().outside, "address", "add", "10.214.1.1/24", "dev", lab().farEnd());
      await node.linkBecomes("nic0", "LinkUp");
      await node.shell(
        "ip address replace 10.214.1.2/24 dev eth0; ip neigh flush dev eth0; arp -d 10.214.1.1",
      );
      await node.shows("ping -c 1 -W 1 10.214.1.1", / 0% packet loss/);
      const changes = Number.parseInt(await node.shell(carrierChanges), 10);
      lab().unplug();
      await node.linkBecomes("nic0", "NoLink");
      await node.shows("ip link show eth0", /NO-CARRIER/);
      expect(Number.parseInt(await node.shell(carrierChanges), 10)).toBe(changes + 1);
    }
    expect(node.bmc.log).not.toContain("Networks:");
  });
});

it("a guest gets a card for an interface that nobody listed, and keeps it over a cold start", async () => {
  const node = await startNode({ VM_NETWORKS: "eth2", VM_NETWORK_MODE: "tc" });
  await node.logIn();
  lab().plugIn("eth5");
  await node.shows(acpiIndexes, /^5\r?$/m);
  await node.linkBecomes("nic1", "LinkUp");
  const card = await node.redfish("Systems/1/EthernetInterfaces/nic1");
  expect(card.Description).toBe("eth5 of the container, by tc");
  await node.power("PowerCycle");
  await node.logIn();
  await node.shows(acpiIndexes, /^5\r?$/m);
  expect((await node.redfish("Systems/1/EthernetInterfaces/nic1")).MACAddress).toBe(card.MACAddress);
});

it("a guest gets a card for each of 24 interfaces, and the log says that it gets none for another", async () => {
  const node = await startNode({ VM_NETWORKS: "eth2", VM_NETWORK_MODE: "tc" });
  await node.logIn();
  const numbers = Array.from({ length: 24 }, (_, n) => n + 2);
  for (const number of numbers) lab().plugIn(`eth${number}`);
  await node.shows(`${acpiIndexes} | wc -l`, /^24\r?$/m);
  const indexes = (await node.shell(acpiIndexes)).match(/^\d+/gm)?.map(Number);
  expect(indexes?.toSorted((a, b) => a - b)).toEqual(numbers);
  for (const slot of [0, 12, 23]) await node.linkBecomes(`nic${slot}`, "LinkUp");
  lab().plugIn("eth26");
  await node.bmc.logs("eth26: the machine has no slot for another network card.");
});

it("a machine that is off takes its interfaces down where that is wanted", async () => {
  const node = await startNode({
    ...{ VM_NETWORKS: "eth2", VM_NETWORK_MODE: "tc", VM_NETWORK_DOWN_WHEN_OFF: "true" },
  });
  await node.bmc.logs("poweringOn → on");
  lab().plugIn();
  await node.linkBecomes("nic0", "LinkUp");
  const hasCarrier = (): boolean =>
    lab().ip("-n", lab().outside, "link", "show", lab().farEnd()).includes("LOWER_UP");
  const shown = (): string => node.bmc.log;
  await node.power("ForceOff");
  await eventually(() => !hasCarrier(), 10, shown);
  await node.power("On");
  await eventually(hasCarrier, 10, shown);
});

it("a card that came late has no link before there is somebody at the other end", async () => {
  const node = await startNode({ VM_NETWORKS: "eth2", VM_NETWORK_MODE: "tc" });
  await node.logIn();
  const farEnd = ["-n", lab().outside, "link", "set", lab().farEnd("eth5")];
  lab().ip("-n", lab().inside, "link", "add", "eth5", "type", "veth", "peer", "name", lab().farEnd("eth5"));
  lab().ip("-n", lab().inside, "link", "set", lab().farEnd("eth5"), "netns", lab().outside);
  await node.shows("ip link set eth1 up; ip link show eth1", /<NO-CARRIER/);
  await node.linkBecomes("nic1", "NoLink");
  lab().ip(...farEnd, "up");
  await node.linkBecomes("nic1", "LinkUp");
  await node.shows("ip link show eth1", /<BROADCAST/);
});

it("a cable that was cut stays dark while the interface comes and goes", async () => {
  const node = await startNode({ VM_NETWORKS: "eth2", VM_NETWORK_MODE: "tc" });
  await node.logIn();
  lab().plugIn();
  await node.linkBecomes("nic0", "LinkUp");
  const cut = { InterfaceEnabled: false };
  await node.redfish("Systems/1/EthernetInterfaces/nic0", "-X", "PATCH", "--json", JSON.stringify(cut));
  await node.shows("ip link show eth0", /NO-CARRIER/);
  lab().unplug();
  lab().plugIn();
  await node.bmc.logs("nic0: carrier on", 10, node.bmc.log.lastIndexOf("nic0: carrier off"));
  expect(await node.shell("ip link show eth0")).toContain("NO-CARRIER");
  await node.linkBecomes("nic0", "LinkDown");
});

it("a BMC that was killed takes up the wires as they are; one whose machine is off leaves none", async () => {
  const node = await startNode({ VM_NETWORKS: "eth2", VM_NETWORK_MODE: "tc" });
  await node.bmc.logs("poweringOn → on");
  lab().plugIn();
  await node.linkBecomes("nic0", "LinkUp");
  const [tap] = lab().devices;
  const filters = (): string => lab().within("tc", "filter", "show", "dev", "eth2", "ingress");
  const before = filters();
  await node.bmc.signal("SIGKILL");
  expect(filters()).toBe(before);
  await node.bmc.launch();
  expect(filters()).toBe(before);
  expect(lab().devices).toEqual([tap]);
  await node.linkBecomes("nic0", "LinkUp");
  await node.power("ForceOff");
  await node.bmc.logs("→ off");
  await node.bmc.signal("SIGTERM");
  expect(lab().devices).toEqual([]);
});

it("two guests aggregate their links by LACP, and jumbo frames in a VLAN pass between them", async () => {
  labs.push(new Lab());
  const [one, other] = [lab(0).inside, lab(1).inside];
  const bonded = { VM_NETWORKS: "eth2,eth3", VM_NETWORK_MODE: "tc" };
  await startNode(bonded, 0);
  await startNode(bonded, 1);
  for (const name of ["eth2", "eth3"]) {
    lab().ip("link", "add", name, "netns", one, "type", "veth", "peer", "name", name, "netns", other);
    for (const namespace of [one, other]) lab().ip("-n", namespace, "link", "set", name, "mtu", "9500", "up");
  }
  for (const [n, node] of nodes.entries()) {
    await node.logIn();
    await node.shell("modprobe bonding mode=4 miimon=100 lacp_rate=1; ip link set bond0 mtu 9000");
    for (const card of ["eth0", "eth1"]) {
      await node.shell(`ip link set ${card} down; echo +${card} > /sys/class/net/bond0/bonding/slaves`);
    }
    await node.shell(
      "ip link set bond0 up; ip link add link bond0 name v7 type vlan id 7; ip link set v7 up",
    );
    await node.shell(`ip address add 10.214.7.${n + 1}/24 dev v7`);
  }
  const macOf = async (n: number): Promise<unknown> =>
    (await nodes[n]?.redfish("Systems/1/EthernetInterfaces/nic0"))?.MACAddress;
  const partner = new RegExp(`Partner Mac Address: ${await macOf(1)}`);
  await nodes[0]?.shows("cat /proc/net/bonding/bond0", partner);
  await nodes[0]?.shows("grep ports: /proc/net/bonding/bond0", /Number of ports: 2/);
  await nodes[0]?.shows("ping -c 2 -W 2 -s 8900 10.214.7.2", / 0% packet loss/);
});
