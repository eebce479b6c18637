import { afterAll, beforeAll, expect, it } from "vitest";
import { BootServer, networkMark } from "../support/boot-server.ts";
import { RunningBmc } from "../support/running-bmc.ts";

const system = "/redfish/v1/Systems/1";
/** Milliseconds for three boots on a machine that has other things to do, too. */
const timeLimit = 480_000;

let server: BootServer;
let bmc: RunningBmc;

beforeAll(async () => {
  server = await BootServer.start();
  bmc = await RunningBmc.startIn(server.namespace, {
    VM_MEMORY: "512",
    VM_NETWORKS: "eth2",
    VM_NETWORK_MODE: "tc",
  });
});
afterAll(async () => {
  await bmc?.close();
  await server?.close();
});

const boot = async () => (await bmc.curl(system)).body.Boot;
/** Does something that boots the machine, and waits for the login; tells whether the Linux came over the network. */
async function cameByNetwork(act: () => Promise<unknown>, seconds: number): Promise<boolean> {
  const from = bmc.serialLog.length;
  await act();
  await bmc.guestPrints("login:", from, seconds);
  return bmc.serialLog.slice(from).includes(networkMark);
}

it(
  "PXE boots a Linux from the neighbour for ipmitool, once, and then the disk",
  async () => {
    await bmc.guestPrints("login:", 0, 150);
    expect(server.fetched).toEqual([]);
    await bmc.ipmitool("chassis", "bootdev", "pxe");
    expect(await cameByNetwork(() => bmc.ipmitool("power", "cycle"), 150)).toBe(true);
    expect(server.fetched).toEqual(["boot.ipxe", "linux", "initramfs"]);
    expect(await boot()).toMatchObject({ BootSourceOverrideEnabled: "Disabled" });

    const { length } = server.fetched;
    expect(await cameByNetwork(() => bmc.ipmitool("power", "cycle"), 150)).toBe(false);
    expect(server.fetched).toHaveLength(length);
  },
  timeLimit,
);

it(
  "UEFI boots by HTTP what the neighbour's DHCP names, for Redfish, once, and then the disk",
  async () => {
    const before = server.log.length;
    const Boot = { BootSourceOverrideTarget: "UefiHttp", BootSourceOverrideEnabled: "Once" };
    expect((await bmc.patch(system, { Boot })).body.Boot).toMatchObject(Boot);
    const { length } = server.fetched;
    expect(await cameByNetwork(() => bmc.reset("PowerCycle"), 150)).toBe(true);
    expect(server.fetched.slice(length)).toEqual(["guest.img"]);
    expect(server.log.slice(before)).toContain("HTTPClient");
    // With PXE before it, the firmware would get there after more than two minutes.
    expect(server.log.slice(before)).not.toContain("PXEClient");
    expect(await boot()).toMatchObject({ BootSourceOverrideEnabled: "Disabled" });
    expect(await cameByNetwork(() => bmc.reset("PowerCycle"), 150)).toBe(false);
    expect(server.fetched).toHaveLength(length + 1);
  },
  timeLimit,
);
