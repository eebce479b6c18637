import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

/** Milliseconds in which the BMC has to be there again. */
const patience = 2000;

let bmc: RunningBmc;
let round = 0;

let dir: string;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "reset-"));
  writeFileSync(join(dir, "installer.iso"), Buffer.alloc(2048));
  bmc = await RunningBmc.start({ VM_CDROM: join(dir, "installer.iso") });
  const viewer = await SerialViewer.open(bmc);
  await viewer.login();
  viewer.close();
});
afterAll(async () => {
  await bmc?.close();
  rmSync(dir, { recursive: true });
});

/** How long it takes from the order to the next answer. */
async function resetBy(order: () => Promise<unknown>): Promise<number> {
  const begun = bmc.log.length;
  await order();
  const ordered = performance.now();
  await bmc.logs("Page and Redfish", 10, begun);
  expect(await bmc.ipmitool("-C", "17", "-N", "1", "-R", "1", "mc", "info")).toMatch(/IPMI Version +: 2\.0/);
  return performance.now() - ordered;
}

it.each<[string, () => Promise<unknown>, string]>([
  ["ipmitool mc reset cold", () => bmc.ipmitool("mc", "reset", "cold"), "admin over ipmi"],
  ["ipmitool mc reset warm", () => bmc.ipmitool("mc", "reset", "warm"), "admin over ipmi"],
  [
    "Manager.Reset",
    async () => {
      const path = "/redfish/v1/Managers/1/Actions/Manager.Reset";
      const answer = await bmc.curl(path, "--json", JSON.stringify({ ResetType: "ForceRestart" }));
      expect(answer.status).toBe(204);
    },
    "admin over redfish",
  ],
])("after %s the BMC is there again within 2 s, and the guest has not noticed", async (_, order, by) => {
  const { pid, qemuPid } = bmc;
  const before = await SerialViewer.open(bmc);
  round += 1;
  before.type(
    `i=0; while [ $i -lt 4000 ]; do echo ${round}: $i; i=$((i+1)); done; echo end-${round} | tr a-z A-Z\r`,
  );
  await before.shows(`${round}: 300\r\n`);
  const milliseconds = await resetBy(order);
  expect(milliseconds).toBeLessThan(patience);
  expect(bmc.log).toContain(`The BMC restarts (${by}).`);
  expect({ pid: bmc.pid, qemuPid: bmc.qemuPid }).toEqual({ pid, qemuPid });
  process.kill(pid, 0);
  expect(await bmc.redfishPowerState()).toBe("On");
  const after = await SerialViewer.open(bmc);
  await after.shows(`END-${round}`);
  const lines = after.seen.match(new RegExp(`^${round}: \\d+\r$`, "gm"));
  expect(lines).toEqual(Array.from({ length: 4000 }, (_, n) => `${round}: ${n}\r`));
  after.close();
});

it("sessions and settings outlive a reset", async () => {
  await bmc.ipmitool("chassis", "policy", "always-off");
  const credentials = JSON.stringify({ UserName: "admin", Password: "k7-Brimstone" });
  const session = await bmc.curl("/redfish/v1/SessionService/Sessions", "--json", credentials);
  const token = /x-auth-token: (\S+)/i.exec(session.headers)?.[1];
  const asSession = () => bmc.curl("/redfish/v1/Systems/1", "-u", ":", "-H", `X-Auth-Token: ${token}`);
  expect((await asSession()).status).toBe(200);
  await resetBy(() => bmc.ipmitool("mc", "reset", "cold"));
  expect((await asSession()).status).toBe(200);
  expect(await bmc.ipmitool("chassis", "status")).toMatch(/Power Restore Policy : always-off/);
});

it("a power cycle that is under way comes to its end first", async () => {
  const begun = bmc.log.length;
  await bmc.ipmitool("chassis", "power", "cycle");
  await bmc.ipmitool("mc", "reset", "cold");
  await bmc.logs("The BMC restarts", 10, begun);
  await bmc.logs("Page and Redfish", 10, begun);
  expect(bmc.log.slice(begun)).toMatch(/off → poweringOn \(command, admin over ipmi\)/);
  expect(bmc.log.slice(begun)).toContain("off → on (adopted, bmc)");
  expect(await bmc.redfishPowerState()).toBe("On");
});

it("comes back to its guest also when what a variable names has gone, and says so", async () => {
  const { qemuPid } = bmc;
  const begun = bmc.log.length;
  rmSync(join(dir, "installer.iso"));
  await resetBy(() => bmc.ipmitool("mc", "reset", "cold"));
  expect(bmc.log.slice(begun)).toMatch(/"level":40,[^\n]*VM_CDROM: there is no /);
  expect([bmc.qemuPid, await bmc.redfishPowerState()]).toEqual([qemuPid, "On"]);
});
