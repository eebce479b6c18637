import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Lab } from "../../support/network/lab.ts";
import { LabNode } from "../../support/network/lab-node.ts";

let lab: Lab;
let node: LabNode;

beforeEach(() => {
  lab = new Lab();
});
afterEach(async () => {
  await node?.bmc.close();
  await lab.close();
});

async function hasLink(): Promise<void> {
  lab.ip("-n", lab.outside, "address", "replace", "10.214.1.1/24", "dev", lab.farEnd());
  await node.linkBecomes("nic0", "LinkUp");
  const arrange = "ip link set eth0 up; ip address replace 10.214.1.2/24 dev eth0; ip neigh flush dev eth0";
  await node.shows(`${arrange}; ping -c 1 -W 1 10.214.1.1`, / 0% packet loss/);
}

describe.each(["tc", "bridge", "macvtap"])("while no BMC runs (%s)", mode => {
  it("what becomes of a wire is noticed at the next start", async () => {
    lab.plugIn();
    node = await LabNode.start(lab.inside, { VM_NETWORKS: "eth2", VM_NETWORK_MODE: mode });
    await node.logIn();
    await hasLink();
    const { qemuPid } = node.bmc;

    await node.bmc.signal("SIGKILL");
    for (const device of lab.devices) lab.ip("-n", lab.inside, "link", "del", device);
    await node.bmc.launch();
    await hasLink();

    await node.bmc.signal("SIGKILL");
    lab.unplug();
    lab.plugIn();
    await node.bmc.launch();
    await hasLink();

    // Nothing has happened, so that the guest is not to notice anything either.
    await node.bmc.signal("SIGTERM");
    await node.shell("dmesg -c >/dev/null");
    await node.bmc.launch();
    await hasLink();
    expect(await node.shell("dmesg")).not.toMatch(/virtio|eth0|pciehp|pci /);
    expect(node.bmc.qemuPid).toBe(qemuPid);
    expect(node.bmc.log).not.toContain('"level":50');
  });
});
