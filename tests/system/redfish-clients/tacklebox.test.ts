import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bootSector, elToritoImage } from "../../support/boot-media.ts";
import { imageServer } from "../../support/image-server.ts";
import { password, RunningBmc, userName } from "../../support/running-bmc.ts";
import { type Ended, pythonProgram, runClient } from "./client.ts";

let bmc: RunningBmc;
let images: Awaited<ReturnType<typeof imageServer>>;

beforeAll(async () => {
  images = await imageServer({
    "/cd.iso": elToritoImage(bootSector("BOOTED FROM CD\r\n")),
    "/code.fd": readFileSync("/usr/share/OVMF/OVMF_CODE_4M.fd"),
  });
  bmc = await RunningBmc.start();
  await bmc.guestPrints("login:");
});
afterAll(async () => {
  await bmc.close();
  await images[Symbol.asyncDispose]();
});

/** DMTF's script of this name (redfish-utilities), as the administrator. */
function rf(name: string, ...args: readonly string[]): Promise<Ended> {
  const script = pythonProgram(`rf_${name}.py`);
  const login = ["-u", userName, "-p", password, "-r", bmc.url];
  return runClient(pythonProgram("python"), ["-W", "ignore", script, ...login, ...args], bmc.stateDir);
}

/** What the script printed; it has to succeed. */
async function shown(line: string, ...more: readonly string[]): Promise<string> {
  const [name = "", ...args] = line.split(" ");
  const { exitCode, output } = await rf(name, ...args, ...more);
  if (exitCode !== 0) throw new Error(output);
  return output;
}

describe("redfish-utilities read", () => {
  it.each([
    ["sys_inventory", /Processor: CPU0 +\| QEMU(.*\n)*.*DIMM 0 +\| 256MB(.*\n)*.*Drive: disk0/],
    ["sys_inventory --details --noabsent", /Drive/],
    ["sensor_list", /CPU Temp +\| [\d.]+ Cel +\| OK/],
    ["power_reset --info", /Supported reset types: .*PowerCycle/],
    ["boot_override --info", /Allowable Values: .*UefiHttp/],
    ["bios_settings", /Processor|Cpu/],
    ["firmware_inventory --details", /BMC/],
    ["virtual_media info", /Cd1(.*\n)*.*Usb1/],
    ["logs --system 1 --log EventLog --max 3", /The BMC started/],
    ["logs --system 1 --log Serial", /SYSLINUX/],
    ["logs --system 1 --log Post", /SeaBIOS/],
    ["logs --manager 1", /IPMI: UDP port/],
    ["sel --details", /The BMC started/],
    ["accounts", /admin +\| Administrator +\| False +\| True/],
    ["certificates info", /HTTPS\/Certificates\/1/],
    ["certificates csrinfo", /CommonName/],
    ["event_service info", /Status: Enabled/],
    ["manager_config info", /ManagerType: BMC/],
    ["manager_config getnet", /MACAddress/],
    ["manager_config getprotocol", /HTTPS +\| True/],
    ["manager_config reset --info", /GracefulRestart/],
    ["manager_config resettodefaults --info", /ResetAll/],
    ["raw_request --request /redfish/v1/ --verbose", /HTTP 200/],
  ])("%s", async (line, shows) => {
    expect(await shown(line)).toMatch(shows);
  });
});

describe("redfish-utilities change", () => {
  it("accounts", async () => {
    await shown("accounts --add dora Op3n-Sesame-9 Operator");
    await shown("accounts --setpassword dora An0ther-Sesame");
    await shown("accounts --setrole dora ReadOnly");
    await shown("accounts --setname dora doreen");
    expect(await shown("accounts")).toMatch(/doreen +\| ReadOnly/);
    expect((await bmc.curl("/redfish/v1/Systems/1", "-u", "doreen:An0ther-Sesame")).status).toBe(200);
    await shown("accounts --disable doreen");
    expect((await bmc.curl("/redfish/v1/Systems/1", "-u", "doreen:An0ther-Sesame")).status).toBe(401);
    await shown("accounts --delete doreen");
    expect(await shown("accounts")).not.toMatch(/doreen/);
  });

  it("the boot override, for one boot", async () => {
    await shown("boot_override --target Pxe");
    expect(await shown("boot_override --info")).toMatch(/Target: Pxe.*\n.*Enabled: Once/);
    expect(await bmc.ipmitool("chassis", "bootparam", "get", "5")).toMatch(/Force PXE/);
    await shown("boot_override --target None");
  });

  it("virtual media", async () => {
    await shown("virtual_media insert", "--image", `${images.url}/cd.iso`, "--mediatypes", "CD");
    expect(await shown("virtual_media info")).toMatch(/ImageName: cd\.iso(.*\n)*.*Inserted: True/);
    await shown("virtual_media eject --id Cd1");
    expect(await shown("virtual_media info")).not.toMatch(/Inserted: True/);
  });

  it("BIOS settings", async () => {
    const [, processors = ""] =
      /^ *(\w*(?:Processor|Cpu)\w*) +\| 1 /m.exec(await shown("bios_settings")) ?? [];
    await shown("bios_settings --attribute", processors, "2");
    expect(await shown("bios_settings")).toMatch(new RegExp(`${processors} +\\| 1 +\\| 2`));
    await shown("bios_settings --reset");
  });

  it("the manager's clock, protocols and identification", async () => {
    await shown("manager_config settime --datetime 2027-01-02T03:04:05+00:00");
    expect(await shown("manager_config info")).toMatch(/DateTime: 2027-01-02T03:04/);
    await shown("manager_config setprotocol --protocol SSDP --enable");
    expect(await shown("manager_config getprotocol")).toMatch(/SSDP +\| True/);
    await shown("manager_config setserviceid --id rack-7");
    expect((await bmc.curl("/redfish/v1/")).body).toMatchObject({ ServiceIdentification: "rack-7" });
  });

  it("the HTTPS certificate", async () => {
    const collection = "/redfish/v1/Managers/1/NetworkProtocol/HTTPS/Certificates";
    const names = ["--commonname", "bmc.example", "--organization", "Example", "--organizationalunit", "Lab"];
    const place = ["--city", "Kyoto", "--state", "Kyoto", "--country", "JP"];
    const csr = await shown("certificates csr", "--certificatecollection", collection, ...names, ...place);
    expect(csr).toContain("BEGIN CERTIFICATE REQUEST");
  });

  it("event subscriptions, and the events arrive", async () => {
    const bodies: string[] = [];
    const receiver = createServer(async (request, response) => {
      const chunks = await request.toArray();
      bodies.push(Buffer.concat(chunks).toString());
      response.end();
    }).listen(0, "127.0.0.1");
    await new Promise(resolve => receiver.once("listening", resolve));
    const destination = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`;
    const subscribed = await shown("event_service subscribe --context lab --destination", destination);
    const [, id = ""] = /Subscriptions\/(\w+)/.exec(subscribed) ?? [];
    await bmc.reset("Pause");
    await bmc.reset("Resume");
    await expect.poll(() => bodies.join(), { timeout: 20_000 }).toContain('"lab"');
    await shown("event_service unsubscribe --id", id);
    receiver.close();
  });

  it("the firmware, pushed as a file and by its address", async () => {
    const file = join(bmc.stateDir, "pushed.fd");
    writeFileSync(file, readFileSync("/usr/share/OVMF/OVMF_CODE_4M.fd"));
    const target = ["--target", "/redfish/v1/UpdateService/FirmwareInventory/UEFI"];
    expect(await shown("update --image", file, ...target)).toMatch(/Completed: 100%/);
    expect(await shown("update --image", `${images.url}/code.fd`, ...target)).toMatch(/Task is Done!/);
    expect(await shown("firmware_inventory --details")).toMatch(/UEFI/);
    const wrong = join(bmc.stateDir, "wrong.fd");
    writeFileSync(wrong, "This is no firmware.");
    expect(await rf("update", "--image", wrong, ...target)).toMatchObject({
      output: expect.stringMatching(/fail|exception/i),
    });
  });

  it("the power, and the log is cleared", async () => {
    await shown("power_reset --type ForceOff");
    expect(await bmc.redfishPowerState()).toBe("Off");
    await shown("power_reset --type On");
    expect(await bmc.redfishPowerState()).toBe("On");
    await shown("logs --system 1 --log EventLog --clear");
    expect(await bmc.ipmitool("sel", "list")).not.toMatch(/Power Unit/);
  });
});
