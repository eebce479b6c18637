import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { guestImagePath } from "../../configs/guest/guest-image.mjs";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

let dir: string;
let bmc: RunningBmc;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "tpm-"));
  chmodSync(dir, 0o755);
});
afterEach(async () => {
  await bmc?.close();
  rmSync(dir, { recursive: true });
});

it("serves a QEMU of another user, which may read nothing of what is in it, and ends with it", async () => {
  // Where the guest's image is kept, other users may have no way to.
  const [disk, runDir] = [join(dir, "disk.img"), join(dir, "run")];
  copyFileSync(guestImagePath(process.env), disk);
  bmc = await RunningBmc.start({ VM_TPM: "true", QEMU_USER: "nobody", RUN_DIR: runDir, VM_DISK: disk });
  const viewer = await SerialViewer.open(bmc);
  await viewer.login();
  const status = readFileSync(`/proc/${bmc.qemuPid}/status`, "utf8");
  expect(status).toMatch(/^Uid:\t65534\t/m);
  expect(await viewer.lines("cat /sys/class/tpm/tpm0/tpm_version_major")).toEqual(["2"]);
  viewer.close();
  const tpmPid = Number(readFileSync(join(runDir, "bmc/tpm.pid"), "utf8"));
  const asQemu = ["--reuid", "65534", "--clear-groups", "ls", join(bmc.stateDir, "tpm")];
  expect(spawnSync("setpriv", asQemu, { encoding: "utf8" }).stderr).toContain("Permission denied");
  await bmc.reset("ForceOff");
  await expect.poll(() => existsSync(`/proc/${tpmPid}`)).toBe(false);
});
