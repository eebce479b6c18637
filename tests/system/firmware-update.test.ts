import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { firmwareCode } from "../../server/qemu/uefi/firmware-code.ts";
import { firmwareImage } from "../support/firmware-image.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { firmwareChoice } from "../support/uefi-firmware.ts";

const service = "/redfish/v1/UpdateService";
const replacement = `${service}/FirmwareInventory/UEFIReplacement`;
let bmc: RunningBmc;
let folder: string;
let installed: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "firmware-"));
  installed = (await firmwareCode(firmwareChoice(folder))).code;
  bmc = await RunningBmc.start({ POWER_ON_AT_START: "false" });
  await bmc.patch("/redfish/v1/Systems/1", { Boot: { BootSourceOverrideMode: "UEFI" } });
});
afterAll(async () => {
  await bmc.close();
  rmSync(folder, { recursive: true });
});

/** Real curl, as DSP0266 wants a multipart push. */
const push = (file: string) => {
  const parts = [
    "UpdateParameters={};type=application/json",
    `UpdateFile=@${file};type=application/octet-stream`,
  ];
  return bmc.curl(`${service}/update-multipart`, ...parts.flatMap(part => ["-F", part]));
};
const qemuArguments = (): string => readFileSync(`/proc/${bmc.qemuPid}/cmdline`, "latin1");
/** The firmware comes as far as looking for something to boot. */
const starts = async (): Promise<void> => {
  const from = bmc.serialLog.length;
  expect((await bmc.reset("On")).status).toBe(204);
  await bmc.guestPrints("BdsDxe", from, 100);
};

it("firmware that was pushed runs from the next cold start on", async () => {
  expect((await push(installed)).status).toBe(202);
  expect((await bmc.curl(replacement)).body).toMatchObject({ SizeBytes: statSync(installed).size });
  await starts();
  expect(qemuArguments()).toContain(join(bmc.stateDir, "firmware/code.fd"));
});

it("firmware that starts nothing locks nobody out: deleted, it leaves the installed one", async () => {
  const dud = join(folder, "dud.fd");
  writeFileSync(dud, firmwareImage(statSync(installed).size));
  expect((await push(dud)).status).toBe(202);
  expect((await bmc.reset("PowerCycle")).status).toBe(204);
  await bmc.logs("off → poweringOn (command");
  expect((await bmc.curl(replacement, "-X", "DELETE")).status).toBe(204);
  expect((await bmc.reset("ForceOff")).status).toBe(204);
  await starts();
  expect(qemuArguments()).toContain(installed);
});
