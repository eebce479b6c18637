import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { Lab } from "../../support/network/lab.ts";
import { LabNode } from "../../support/network/lab-node.ts";
import { RunningBmc } from "../../support/running-bmc.ts";

const device = "qb-nic0-00beef";
const modes = ["tc", "bridge", "macvtap"] as const;

let lab: Lab;
let node: LabNode | undefined;
/** Another BMC over the state of `node`. */
let successor: RunningBmc | undefined;

beforeEach(() => {
  lab = new Lab();
});
afterEach(async () => {
  await successor?.close();
  await node?.bmc.close();
  successor = undefined;
  node = undefined;
  await lab.close();
});

const nothingIsLeft = (): void => {
  expect(lab.devices).toEqual([]);
  expect(lab.isTouched("eth2")).toBe(false);
};

describe("after a BMC that did not end in order", () => {
  it.each(modes.flatMap(before => modes.map(after => [before, after] as const)))(
    "the wires of %s become wires of %s",
    async (before, after) => {
      lab.plugIn();
      await lab.wire(before);
      await lab.hears({ card: "nic0", up: true });
      await lab.endWiring(false);
      const from = lab.said.length;
      await lab.wire(after);
      await lab.hears({ card: "nic0", up: true }, from);
      expect((await lab.frames()).lost.out).not.toContain("unicast");
      expect(lab.said.filter(({ error }) => error !== undefined)).toEqual([]);
      await lab.endWiring(true);
      nothingIsLeft();
    },
  );

  it.each(modes)("an interface that is no longer the guest's is nobody's (%s)", async mode => {
    lab.plugIn();
    lab.plugIn("eth3");
    await lab.wire(mode);
    await lab.hears({ card: "nic0", up: true });
    await lab.endWiring(false);
    expect(lab.devices).toContain(device);
    const from = lab.said.length;
    await lab.wire(mode, ["eth3"]);
    await lab.hears({ card: "nic0", up: true }, from);
    expect(lab.isTouched("eth2")).toBe(false);
    expect((await lab.frames("eth3")).lost.out).not.toContain("unicast");
  });

  it("a tap that another user was to open is made anew", async () => {
    lab.within("ip", "tuntap", "add", "dev", device, "mode", "tap", "user", "65534");
    await lab.wire("tc");
    expect(lab.within("cat", `/sys/class/net/${device}/owner`).trim()).toBe(`${process.getuid?.()}`);
  });

  it("a machine that is off, and has QEMU's own network now, has no wires", async () => {
    lab.plugIn();
    node = await LabNode.start(lab.inside, { VM_NETWORKS: "eth2", VM_NETWORK_MODE: "tc" });
    await node.linkBecomes("nic0", "LinkUp");
    const { qemuPid, stateDir } = node.bmc;
    await node.bmc.signal("SIGKILL");
    process.kill(qemuPid, "SIGKILL");
    expect(lab.devices).not.toEqual([]);
    successor = await RunningBmc.startIn(lab.inside, {
      ...{ STATE_DIR: stateDir, VM_NETWORK_MODE: "user", POWER_ON_AT_START: "false" },
    });
    await eventually(
      () => lab.devices.length === 0,
      10,
      () => lab.devices.join(),
    );
    nothingIsLeft();
  });
});

describe("a BMC that ends for good", () => {
  it.each(modes)("leaves nothing of its wires (%s)", async mode => {
    lab.plugIn();
    const env = { VM_NETWORKS: "eth2", VM_NETWORK_MODE: mode, SHUTDOWN_ON_EXIT: "true", STOP_TIMEOUT: "1" };
    node = await LabNode.start(lab.inside, env);
    await node.linkBecomes("nic0", "LinkUp");
    await node.bmc.logs("poweringOn → on");
    expect(lab.devices).not.toEqual([]);
    await node.bmc.signal("SIGINT");
    nothingIsLeft();
  });
});
