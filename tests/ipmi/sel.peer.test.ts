import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { ipmiPeers } from "./support/peer.ts";

/** Lines of a SEL listing without number, date and time. */
const events = (output: string): readonly string[] =>
  output
    .split("\n")
    .filter(line => /^ +[0-9a-f]+ \|/.test(line))
    .map(line => line.split(" | ").slice(3).join(" | ").trim());

function scratchFile(): string {
  const dir = mkdtempSync(join(tmpdir(), "sel-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return join(dir, "events");
}

it("reads well with ipmitool after power actions", async () => {
  const { ipmitool, machine } = await ipmiPeers();
  await ipmitool("sel clear");
  for (const action of ["reset", "diag", "off"]) await ipmitool(`chassis power ${action}`);
  await expect.poll(() => machine.powerState).toBe("off");
  await ipmitool("chassis power on");
  await expect.poll(() => machine.powerState).toBe("on");
  expect(events((await ipmitool("sel list")).output)).toEqual([
    "Event Logging Disabled #0x46 | Log area reset/cleared | Asserted",
    "System Boot Initiated #0x42 | Initiated by hard reset | Asserted",
    "Critical Interrupt #0x43 | NMI/Diag Interrupt | Asserted",
    "Power Unit #0x40 | Power off/down | Asserted",
    "System ACPI Power State #0x41 | S5/G2: soft-off | Asserted",
    "System ACPI Power State #0x41 | S0/G0: working | Asserted",
    "System Boot Initiated #0x42 | Initiated by power up | Asserted",
  ]);
});

it("takes ipmitool's events 1 to 3, and a file of events that was saved from it", async () => {
  const { ipmitool } = await ipmiPeers();
  await ipmitool("sel clear");
  for (const number of [1, 2, 3]) expect((await ipmitool(`event ${number}`)).code).toBe(0);
  const three = [
    "Temperature #0x30 | Upper Critical going high | Asserted",
    "Voltage #0x60 | Lower Critical going low  | Asserted",
    "Memory #0x53 | Correctable ECC | Asserted",
  ];
  expect(events((await ipmitool("sel list last 3")).output)).toEqual(three);
  const file = scratchFile();
  expect((await ipmitool(`sel save ${file}`)).code).toBe(0);
  expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(4);
  await ipmitool("sel clear");
  expect((await ipmitool(`event file ${file}`)).code).toBe(0);
  expect(events((await ipmitool("sel list")).output).slice(2)).toEqual(three);
});

it("shows, deletes and counts entries with ipmitool", async () => {
  const { ipmitool, parts } = await ipmiPeers();
  await ipmitool("sel clear");
  await ipmitool("event 1");
  await ipmitool("event 3");
  const entry = (await ipmitool("sel get 2")).output;
  expect(entry).toMatch(/Sensor Type +: Temperature\n/);
  expect(entry).toMatch(/Generator ID +: 1081\n/);
  expect(entry).toMatch(/Description +: Upper Critical going high\n/);
  expect((await ipmitool("sel delete 2")).output).toContain("Deleted entry 2");
  expect(parts.eventLog.entries.map(({ id }) => id)).toEqual([1, 3]);
  const info = (await ipmitool("sel info")).output;
  expect(info).toMatch(/Entries +: 2\n/);
  expect(info).toMatch(/Percent Used +: 0%/);
  expect(info).toMatch(/Overflow +: false\n/);
});

it("tells and sets its time with ipmitool", async () => {
  const { ipmitool, parts } = await ipmiPeers();
  expect((await ipmitool("sel time get")).output).toMatch(/^\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d UTC\n$/);
  parts.clock.set(Date.UTC(2001, 1, 3), { via: "test" });
  expect((await ipmitool("sel time get")).output).toMatch(/^02\/03\/01 00:00:\d\d UTC\n$/);
  expect((await ipmitool("sel time set now")).code).toBe(0);
  expect(Math.abs(parts.clock.now() - Date.now())).toBeLessThan(5000);
  expect(events((await ipmitool("sel list last 1")).output)).toEqual([
    "System Event #0x48 | Timestamp Clock Sync | Asserted",
  ]);
});

it("is read, shown and cleared by ipmi-sel", async () => {
  const { freeipmi, ipmitool, parts } = await ipmiPeers();
  const sel = (line: string) => freeipmi("ipmi-sel", `--ignore-sdr-cache ${line}`);
  await ipmitool("sel clear");
  await ipmitool("event 1");
  await ipmitool("event 3");
  const { output, code } = await sel("");
  expect(code).toBe(0);
  expect(output).toMatch(/1 .*Event Logging Disabled .* Log Area Reset\/Cleared/);
  expect(output).toMatch(/2 .*Temperature .* Upper Critical - going high/);
  expect(output).toMatch(/3 .*Memory .* Correctable memory error/);
  const second = await sel("--display=2");
  expect(second.output).toContain("Upper Critical");
  expect(second.output).not.toContain("Correctable memory error");
  expect((await sel("--info")).output).toMatch(/Number of log entries +: 3\n/);
  expect((await sel("--clear")).code).toBe(0);
  expect(parts.eventLog.entries).toHaveLength(1);
});

it("tells and sets its time with bmc-device, and has no machine check log", async () => {
  const { freeipmi, parts } = await ipmiPeers();
  const device = (line: string) => freeipmi("bmc-device", line);
  expect((await device("--get-sel-time")).output).toMatch(
    /^SEL Time : \d\d\/\d\d\/\d{4} - \d\d:\d\d:\d\d\n$/,
  );
  parts.clock.set(Date.UTC(2001, 1, 3), { via: "test" });
  expect((await device("--set-sel-time=now")).code).toBe(0);
  expect(Math.abs(parts.clock.now() - Date.now())).toBeLessThan(5000);
  expect((await device("--get-sel-time-utc-offset")).output).toBe("SEL UTC Offset : Unspecified\n");
  expect((await device("--set-sel-time-utc-offset=-90")).code).toBe(0);
  expect((await device("--get-sel-time-utc-offset")).output).toBe("SEL UTC Offset : -90 minutes\n");
  const { output, code } = await device("--get-mca-auxiliary-log-status");
  expect(code).toBe(0);
  expect(output).toMatch(/Number of entries in MCA log : 0\n/);
});

it("tells of platform event filtering with ipmitool and ipmi-config", async () => {
  const { ipmitool, freeipmi } = await ipmiPeers();
  const info = await ipmitool("-v pef info");
  expect(info.code).toBe(0);
  expect(info.output).toMatch(/PEF Event Filter count +: 16\n/);
  expect(info.output).toMatch(/Power-cycle +: supported\n/);
  expect(info.output).toMatch(/Alert +: unsupported\n/);
  expect((await ipmitool("-v pef status")).output).toMatch(/PEF +: disabled\n/);
  const filters = await ipmitool("pef filter list");
  expect(filters.output.match(/disabled, configurable/g)).toHaveLength(16);
  const config = await freeipmi("ipmi-config", "--category=pef --checkout");
  expect(config.code).toBe(0);
  expect(config.output.match(/Section Event_Filter_/g)).toHaveLength(16);
  const policies = await ipmitool("pef policy list");
  expect(policies.code).toBe(0);
  expect(policies.output.match(/disabled \| Match-always \| 1 \| 802\.3 LAN/g)).toHaveLength(8);
});

it("has ipmi-config set up a filter, which then acts", async () => {
  const { ipmitool, freeipmi, machine } = await ipmiPeers();
  const keys = [
    ...["PEF_Conf:Enable_PEF=Yes", "PEF_Conf:Enable_Power_Down_Action=Yes"],
    ...[
      ...["Filter_Type=Software_Configurable", "Enable_Filter=Yes", "Event_Filter_Action_Power_Off=Yes"],
      ...["Generator_Id_Byte_1=0xff", "Generator_Id_Byte_2=0xff", "Sensor_Type=Temperature"],
      ...["Sensor_Number=0xff", "Event_Trigger=0xff", "Event_Data1_Offset_Mask=0x0200"],
    ].map(key => `Event_Filter_2:${key}`),
  ];
  const options = keys.map(key => `-e ${key}`).join(" ");
  const commit = await freeipmi("ipmi-config", `--category=pef --commit ${options}`);
  expect(commit).toEqual({ output: "", code: 0 });
  expect((await ipmitool("pef filter list")).output).toMatch(
    /2 \| enabled, configurable \| Temperature .*Power-off/,
  );
  await ipmitool("event 3");
  expect(machine.powerState).toBe("on");
  await ipmitool("event 1");
  await expect.poll(() => machine.powerState).toBe("off");
});
