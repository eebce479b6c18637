import { afterEach, beforeEach, expect, it } from "vitest";
import { Lab } from "../../support/network/lab.ts";
import { LabNode } from "../../support/network/lab-node.ts";

let lab: Lab;
let node: LabNode | undefined;

beforeEach(() => {
  lab = new Lab();
});
afterEach(async () => {
  await node?.bmc.close();
  node = undefined;
  await lab.close();
});

const withoutNetAdmin = ["setpriv", "--bounding-set", "-net_admin", "--inh-caps", "-net_admin"];
const withoutTun = ["unshare", "--mount", "sh", "-c", 'mount -t tmpfs none /dev/net; exec "$@"', "sh"];

it.each([
  ["the capability NET_ADMIN", withoutNetAdmin],
  ["the device /dev/net/tun", withoutTun],
])("without %s the guest has QEMU's own network, and log and Redfish say why", async (what, within) => {
  lab.plugIn();
  node = await LabNode.start(lab.inside, { VM_NETWORKS: "eth2", VM_NETWORK_MODE: "tc" }, within);
  expect(node.bmc.log).toContain(
    `The machine has QEMU's own network: handing interfaces over takes ${what}.`,
  );
  const { Description } = await node.redfish("Systems/1/EthernetInterfaces/nic0");
  expect(Description).toBe(`QEMU's own network: handing interfaces over takes ${what}`);
  await node.linkBecomes("nic0", "LinkUp");
  await node.logIn();
  await node.shows("udhcpc -i eth0 -n -q -f", /lease of 10\.0\.2\.15 obtained/);
  expect(lab.devices).toEqual([]);
  expect(lab.isTouched("eth2")).toBe(false);
});
