import { afterAll, beforeAll, expect, it } from "vitest";
import { quickGuest } from "../support/quick-guest.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

let bmc: RunningBmc;
let viewer: SerialViewer;

beforeAll(async () => {
  bmc = await RunningBmc.start({ VM_NETWORKS: "eth1,eth2", QEMU_EXTRA_ARGS: quickGuest() });
  viewer = await SerialViewer.open(bmc);
  await viewer.login();
});
afterAll(async () => {
  viewer?.close();
  await bmc?.close();
});

const redfish = async (path: string) => (await bmc.curl(`/redfish/v1/${path}`)).body;
const lines = (command: string) => viewer.lines(command);
/** What is shown of every member of a collection. */
async function members(path: string): Promise<Record<string, unknown>[]> {
  const { Members } = (await redfish(path)) as { Members: { "@odata.id": string }[] };
  return Promise.all(Members.map(async each => (await bmc.curl(each["@odata.id"])).body));
}

it("has the network cards that the guest has", async () => {
  const cards = await members("Systems/1/EthernetInterfaces");
  const addresses = await lines("cat /sys/bus/pci/devices/*/virtio*/net/*/address");
  expect(cards.map(({ MACAddress }) => MACAddress).sort()).toEqual(addresses.sort());
  expect(addresses).toHaveLength(2);
  expect(await lines("ip link set eth0 up; cat /sys/class/net/eth0/speed")).toEqual([
    `${cards[0]?.SpeedMbps}`,
  ]);
});

it("has the disk that the guest has, of the same size and serial number", async () => {
  const [drive] = await members("Chassis/1/Drives");
  const [size, serial] = await lines("cat /sys/block/vda/size; cat /sys/block/vda/serial; echo");
  expect(drive?.CapacityBytes).toBe(Number(size) * 512);
  expect(drive?.SerialNumber).toBe(serial);
});

it("has the processors that the guest has", async () => {
  const [processor] = await members("Systems/1/Processors");
  const [count, model] = await lines("grep -c ^processor /proc/cpuinfo; grep -m1 'model name' /proc/cpuinfo");
  expect(processor?.TotalThreads).toBe(Number(count));
  expect(model).toContain(processor?.Model);
});

it("has the memory that the firmware's tables tell the guest of", async () => {
  const modules = await members("Systems/1/Memory");
  const dump = (await lines("od -An -v -tx1 /sys/firmware/dmi/entries/17-0/raw")).join(" ");
  // SMBIOS type 17: the structure's length at 1, the size in MiB at 0Ch, the device locator is the first string.
  const table = Buffer.from(dump.replaceAll(/\s/g, ""), "hex");
  const size = table.readUInt16LE(0x0c);
  const [name] = table.toString("latin1", table.readUInt8(1)).split("\0");
  expect(modules).toMatchObject([{ CapacityMiB: size, Location: { PartLocation: { ServiceLabel: name } } }]);
});

it("has the PCI devices that the guest has, once the firmware has numbered the buses", async () => {
  const shown = await members("Chassis/1/PCIeDevices");
  const places = await lines("ls /sys/bus/pci/devices");
  const devices = new Set(
    places
      .join(" ")
      .match(/[0-9a-f]{2}:[0-9a-f]{2}(?=\.)/g)
      ?.map(place => place.replace(":", "-")),
  );
  expect(shown.map(({ Id }) => Id).sort()).toEqual([...devices].sort());
});

it("cuts and plugs in a cable, which the guest sees at once", async () => {
  const carrier = () => lines("cat /sys/class/net/eth0/carrier");
  const [card] = await lines("cat /sys/class/net/eth0/address");
  const cards = await members("Systems/1/EthernetInterfaces");
  const uri = `${cards.find(({ MACAddress }) => MACAddress === card)?.["@odata.id"]}`;
  expect(await carrier()).toEqual(["1"]);
  expect((await bmc.patch(uri, { InterfaceEnabled: false })).body).toMatchObject({ LinkStatus: "LinkDown" });
  await expect.poll(carrier, { timeout: 10_000 }).toEqual(["0"]);
  expect((await bmc.patch(uri, { InterfaceEnabled: true })).body).toMatchObject({ LinkStatus: "LinkUp" });
  await expect.poll(carrier, { timeout: 10_000 }).toEqual(["1"]);
});

it("keeps a cable cut over a cold start", async () => {
  const uri = "/redfish/v1/Systems/1/EthernetInterfaces/nic0";
  await bmc.patch(uri, { InterfaceEnabled: false });
  const from = viewer.seen.length;
  await bmc.reset("PowerCycle");
  await viewer.shows("login:", 90, from);
  viewer.type("root\r");
  await viewer.shows("# ", 30, viewer.seen.length);
  const { MACAddress } = (await bmc.curl(uri)).body;
  const states = await lines(
    "for i in eth0 eth1; do ip link set $i up; echo $(cat /sys/class/net/$i/address /sys/class/net/$i/carrier); done",
  );
  expect(states).toContain(`${MACAddress} 0`);
  expect(states.filter(state => state.endsWith(" 1"))).toHaveLength(1);
});

it("shows its parts while it is off", async () => {
  await bmc.reset("ForceOff");
  await expect.poll(() => bmc.redfishPowerState(), { timeout: 20_000 }).toBe("Off");
  expect(await redfish("Chassis/1/Drives/disk0")).toMatchObject({ Status: { State: "StandbyOffline" } });
  expect(await redfish("Systems/1/EthernetInterfaces/nic1")).toMatchObject({ LinkStatus: "NoLink" });
});
