import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

const uuid = "6b1f0a52-5c7e-4f0e-9a35-0d9d2f4f7c11";
const userData = (hostname: string): string => `#cloud-config\nhostname: ${hostname}\n`;

let dir: string;
let bmc: RunningBmc;
let viewer: SerialViewer;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "provisioning-"));
  mkdirSync(join(dir, "cloud-init"));
  writeFileSync(join(dir, "cloud-init/user-data"), userData("first"));
  bmc = await RunningBmc.start({
    VM_CLOUD_INIT: join(dir, "cloud-init"),
    VM_DISKS: `${join(dir, "data.qcow2")}:1G,${join(dir, "raw.img")}:64M`,
    VM_TPM: "true",
    VM_BOOT_MENU_TIMEOUT: "200",
    SYSTEM_UUID: uuid.toUpperCase(),
    SYSTEM_SERIAL: "RACK-7-UNIT-12",
    SYSTEM_ASSET_TAG: "asset 0815",
  });
  viewer = await SerialViewer.open(bmc);
  await viewer.login();
});
afterAll(async () => {
  viewer?.close();
  await bmc?.close();
  rmSync(dir, { recursive: true });
});

const redfish = async (path: string) => (await bmc.curl(`/redfish/v1/${path}`)).body;
async function members(path: string): Promise<Record<string, unknown>[]> {
  const { Members } = (await redfish(path)) as { Members: { "@odata.id": string }[] };
  return Promise.all(Members.map(async each => (await bmc.curl(each["@odata.id"])).body));
}
/** Boots the machine, and logs in. */
async function boots(act: () => Promise<unknown>): Promise<void> {
  const from = bmc.serialLog.length;
  await act();
  const prompt = await bmc.guestPrints("login:", from, 90);
  viewer.type("root\r");
  await bmc.guestPrints("# ", prompt, 30);
}
/** Ends the BMC and starts it again; the guest is not to notice. */
async function restartBmc(signal: NodeJS.Signals): Promise<void> {
  viewer.close();
  await bmc.signal(signal);
  await bmc.launch();
  viewer = await SerialViewer.open(bmc);
  await viewer.lines("true");
}
const seed = (file: string) =>
  viewer.lines(`mount -r -t iso9660 /dev/vdd /mnt; cat /mnt/${file}; umount /mnt`);

it("offers the firmware's menu for as long as VM_BOOT_MENU_TIMEOUT says", () => {
  expect(readFileSync(join(bmc.stateDir, "run/firmware.log"), "latin1")).toContain("Press ESC for boot menu");
});

it("gives the guest a volume CIDATA with what cloud-init is to do", async () => {
  expect(await seed("user-data")).toEqual(["#cloud-config", "hostname: first"]);
  expect(await seed("meta-data")).toEqual([`instance-id: ${uuid}`]);
});

it("takes a changed folder at the next cold start, for the same instance", async () => {
  writeFileSync(join(dir, "cloud-init/user-data"), userData("second"));
  expect(await seed("user-data")).toContain("hostname: first");
  await boots(() => bmc.reset("PowerCycle"));
  expect(await seed("user-data")).toContain("hostname: second");
  expect(await seed("meta-data")).toEqual([`instance-id: ${uuid}`]);
});

it("has the further disks, made where there were none, in guest, Redfish and boot order", async () => {
  const sizes = await viewer.lines("cat /sys/block/vdb/size /sys/block/vdc/size");
  expect(sizes.map(size => Number(size) * 512)).toEqual([2 ** 30, 64 * 2 ** 20]);
  const drives = await members("Chassis/1/Drives");
  expect(drives.map(({ Id }) => Id)).toEqual(["disk0", "disk1", "disk2"]);
  expect(drives.slice(1).map(({ CapacityBytes }) => CapacityBytes)).toEqual([2 ** 30, 64 * 2 ** 20]);
  const serials = await viewer.lines("for disk in a b c; do cat /sys/block/vd$disk/serial; echo; done");
  expect(serials).toEqual(drives.map(({ SerialNumber }) => SerialNumber));
  const options = await members("Systems/1/BootOptions");
  const names = options.map(({ DisplayName }) => DisplayName).join();
  expect(names).toMatch(/disk0.*disk1.*disk2/);
  expect(names).not.toContain("cloudinit");
});

it("keeps the slots for virtual media empty", async () => {
  const media = await members("Managers/1/VirtualMedia");
  expect(media.map(({ Inserted }) => Inserted)).toEqual(media.map(() => false));
});

it("is who the variables say, in Redfish, IPMI and the firmware's tables", async () => {
  const dmi = "/sys/class/dmi/id";
  expect(
    await viewer.lines(`cat ${dmi}/product_uuid ${dmi}/product_serial ${dmi}/chassis_asset_tag`),
  ).toEqual([uuid, "RACK-7-UNIT-12", "asset 0815"]);
  const identity = { UUID: uuid, SerialNumber: "RACK-7-UNIT-12", AssetTag: "asset 0815" };
  expect(await redfish("Systems/1")).toMatchObject(identity);
  expect(await bmc.ipmitool("fru", "print", "0")).toMatch(/Product Asset Tag +: asset 0815/);
  expect(await bmc.ipmitool("mc", "guid")).toContain(uuid);
});

it("keeps what a client writes over the variable, and shows it to the guest from the next cold start on", async () => {
  await bmc.patch("/redfish/v1/Systems/1", { AssetTag: "written by a client" });
  await restartBmc("SIGTERM");
  expect(await redfish("Systems/1")).toMatchObject({ AssetTag: "written by a client" });
  await boots(() => bmc.reset("PowerCycle"));
  expect(await viewer.lines("cat /sys/class/dmi/id/chassis_asset_tag")).toEqual(["written by a client"]);
});

const octal = (hex: string): string =>
  [...Buffer.from(hex.replaceAll(" ", ""), "hex")]
    .map(byte => `\\${byte.toString(8).padStart(3, "0")}`)
    .join("");
/** What the TPM answers to a command, as hexadecimal digits. */
const tpm = async (command: string): Promise<string> => {
  const exchange = `exec 3<>/dev/tpm0; printf '${octal(command)}' >&3; od -An -v -tx1 <&3; exec 3>&-`;
  return (await viewer.lines(exchange)).join("").replaceAll(" ", "");
};
/** TPM2_NV_DefineSpace of 8 bytes by the owner, and TPM2_NV_ReadPublic (TPM 2.0 Library, part 3, 31.3 and 31.6). */
const index = "01500001";
const defineIndex = `8002 0000002d 0000012a 40000001 00000009 40000009 0000 00 0000 0000 000e ${index} 000b 00020002 0000 0008`;
const readIndex = `8001 0000000e 00000169 ${index}`;
const swtpmPid = (): string => readFileSync(join(bmc.stateDir, "run/tpm.pid"), "utf8").trim();

it("has a TPM 2.0 that the guest finds and Redfish shows", async () => {
  expect(await viewer.lines("cat /sys/class/tpm/tpm0/tpm_version_major")).toEqual(["2"]);
  const system = await redfish("Systems/1");
  expect(system).toMatchObject({
    TrustedModules: [{ InterfaceType: "TPM2_0", Status: { State: "Enabled" } }],
  });
  const component = "/redfish/v1/Chassis/1/TrustedComponents/tpm0";
  expect(system).toMatchObject({ Links: { TrustedComponents: [{ "@odata.id": component }] } });
  expect((await bmc.curl(component)).body).toMatchObject({ Name: "TPM 2.0", Model: "tpm-crb" });
});

it("keeps what is in the TPM over restarts of BMC and machine", async () => {
  expect(await tpm(readIndex)).toMatch(/^8001[0-9a-f]{8}0000018b/);
  expect(await tpm(defineIndex)).toMatch(/^8002[0-9a-f]{8}00000000/);
  const pid = swtpmPid();
  await restartBmc("SIGKILL");
  expect(swtpmPid()).toBe(pid);
  expect(await tpm(readIndex)).toMatch(/^8001[0-9a-f]{8}00000000/);
  await boots(() => bmc.reset("PowerCycle"));
  expect(swtpmPid()).not.toBe(pid);
  expect(await tpm(readIndex)).toMatch(/^8001[0-9a-f]{8}00000000/);
});
