import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Dispatcher } from "../../server/ipmi/dispatch.ts";
import { SdrRepository } from "../../server/ipmi/sdr/sdr-repository.ts";
import { ipmiPeers } from "./support/peer.ts";

/** A machine at half load, with clients whose caches go to a folder of the test's own. */
async function sensorPeers({ on = true } = {}) {
  const peers = await ipmiPeers({ on });
  const { sensors } = peers.parts;
  for (const second of [0, 1, 2]) {
    const bytesRead = second * 20e6;
    peers.hypervisor.usage = {
      ...{ process: 1, cpuSeconds: second, memoryBytes: 2 ** 30, bytesRead, bytesWritten: 0 },
      network: { at: second * 1000, packetsReceived: second * 1200, packetsSent: 0 },
    };
    sensors.sample(second * 1000);
  }
  const dir = mkdtempSync(join(tmpdir(), "sensors-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const ofSensors = (tool: string, line: string, user?: string) =>
    peers.freeipmi(tool, `--sdr-cache-directory=${dir} ${line}`, user);
  return { ...peers, sensors, dir, ofSensors };
}

const columns = (line: string): readonly string[] => line.split("|").map(column => column.trim());
const table = (output: string): readonly (readonly string[])[] => output.trimEnd().split("\n").map(columns);

describe("ipmitool", () => {
  it("shows the repository", async () => {
    const { ipmitool, parts } = await sensorPeers();
    const { output, code } = await ipmitool("sdr info");
    expect(code).toBe(0);
    expect(output).toMatch(/Record Count +: 28\n/);
    expect(output).toMatch(/Reserve SDR repository supported +: yes\n/);
    expect(output).toMatch(/Delete SDR supported +: no\n/);
    expect(parts.sensors.list).toHaveLength(16);
  });

  it("lists all sensors with their readings", async () => {
    const { ipmitool } = await sensorPeers();
    const { output, code } = await ipmitool("-L USER sdr list", "reader");
    expect(code).toBe(0);
    expect(table(output).slice(0, 16)).toEqual([
      ["MBTemp", "30 degrees C", "ok"],
      ["CPU Temp", expect.stringMatching(/^4\d(\.50)? degrees C$/), "ok"],
      ["Inlet Temp", "22 degrees C", "ok"],
      ["Fan 1", "2400 RPM", "ok"],
      ["Fan 2", "2460 RPM", "ok"],
      ["Power", "103 Watts", "ok"],
      ["12V", "12 Volts", "ok"],
      ["5V", "5 Volts", "ok"],
      ["3.3V", "3.29 Volts", "ok"],
      ["CMOS Battery", "3 Volts", "ok"],
      ["CPU Load", "50 percent", "ok"],
      ["Memory Use", "50 percent", "ok"],
      ["Disk Read", "20 megabyte", "ok"],
      ["Disk Write", "0 megabyte", "ok"],
      ["Network Receive", "1200 packets", "ok"],
      ["Network Transmit", "0 packets", "ok"],
    ]);
  });

  it("lists them with no more requests than it needs for the records and the readings", async () => {
    const { ipmitool, parts } = await sensorPeers();
    const dispatch = vi.spyOn(Dispatcher.prototype, "dispatch");
    onTestFinished(() => dispatch.mockRestore());
    const { output, code } = await ipmitool("sdr elist");
    expect(code).toBe(0);
    expect(columns(output.split("\n")[0] ?? "")).toEqual(["MBTemp", "01h", "ok", "7.1", "30 degrees C"]);
    const asked = (netFn: number, cmd: number) =>
      dispatch.mock.calls.filter(([, request]) => request.netFn === netFn && request.cmd === cmd).length;
    const { records } = new SdrRepository(parts.settings, parts.clock);
    // It reads a record's header, and then the rest, 32 bytes at a time.
    const requests = records.map(record => 1 + Math.ceil((record.length - 5) / 32));
    expect(asked(0x0a, 0x23)).toBe(requests.reduce((sum, count) => sum + count, 0));
    expect(asked(0x04, 0x2d)).toBe(parts.sensors.list.length + 3);
    expect(dispatch.mock.calls.length - asked(0x0a, 0x23) - asked(0x04, 0x2d)).toBeLessThanOrEqual(12);
  });

  it("lists events-only sensors, the FRU device and the BMC, too", async () => {
    const { ipmitool } = await sensorPeers();
    const rows = table((await ipmitool("sdr elist all")).output);
    expect(rows).toHaveLength(28);
    expect(rows).toContainEqual(["ACPI Power State", "41h", "ok", "7.1", "S0/G0: working"]);
    expect(rows).toContainEqual(["Watchdog", "44h", "ns", "6.1", "Event-Only"]);
    expect(rows).toContainEqual(["Builtin FRU", "00h", "ns", "7.1", "Logical FRU @00h"]);
    expect(rows).toContainEqual(["qemu-bmc", "00h", "ok", "6.1", "Dynamic MC @ 20h"]);
  });

  it("finds sensors by type and by entity", async () => {
    const { ipmitool } = await sensorPeers();
    const namesOf = async (line: string) => table((await ipmitool(line)).output).map(([name]) => name);
    expect(await namesOf("sdr list full")).toHaveLength(16);
    expect(await namesOf("sdr type Temperature")).toEqual(["MBTemp", "CPU Temp", "Inlet Temp"]);
    expect(await namesOf("sdr type Fan")).toEqual(["Fan 1", "Fan 2"]);
    expect((await namesOf("sdr entity 7.1")).slice(0, 4)).toEqual(["MBTemp", "12V", "5V", "3.3V"]);
    expect((await ipmitool("sdr type list")).code).toBe(0);
  });

  it("dumps the repository as it is", async () => {
    const { ipmitool, dir, parts } = await sensorPeers();
    const file = join(dir, "sdr.dump");
    expect((await ipmitool(`sdr dump ${file}`)).code).toBe(0);
    const dump = readFileSync(file);
    expect(dump.subarray(0, 64).includes("MBTemp")).toBe(true);
    expect(parts.sensors.list.every(({ declaration }) => dump.includes(declaration.name))).toBe(true);
  });

  it("shows a sensor whole, and sets its thresholds", async () => {
    const { ipmitool } = await sensorPeers();
    const before = await ipmitool("sensor get MBTemp");
    expect(before.code).toBe(0);
    expect(before.output).toMatch(/Sensor Reading +: 30 \(\+\/- 0\) degrees C\n/);
    expect(before.output).toMatch(/Upper Non-Critical +: 85\.000\n/);
    expect(before.output).toMatch(/Positive Hysteresis +: 2\.000\n/);
    const change = await ipmitool("sensor thresh MBTemp unc 100");
    expect(change).toEqual({
      code: 0,
      output: expect.stringContaining('"MBTemp" Upper Non-Critical threshold to 100.000'),
    });
    const list = table((await ipmitool("sensor list")).output);
    expect(list[0]).toEqual([
      ...["MBTemp", "30.000", "degrees C", "ok"],
      ...["0.000", "2.000", "5.000", "100.000", "105.000", "120.000"],
    ]);
    expect(await ipmitool("sensor reading MBTemp")).toEqual({ code: 0, output: "MBTemp           | 30\n" });
  });

  it("shows an alarm that somebody caused, in the sensor and in the log", async () => {
    const { ipmitool } = await sensorPeers();
    expect((await ipmitool("raw 0x04 0x30 0x01 0x01 240")).code).toBe(0);
    expect((await ipmitool("sdr elist")).output).toMatch(/^MBTemp +\| 01h \| unr \| +7\.1 \| 120 degrees C/);
    expect((await ipmitool("sel elist")).output).toMatch(
      /Temperature MBTemp \| Upper Critical going high \| Asserted \| Reading 120 > Threshold 105 degrees C/,
    );
    expect((await ipmitool("raw 0x04 0x2a 0x01 0x00")).code).toBe(0);
    expect((await ipmitool("sdr elist")).output).toMatch(/^MBTemp +\| 01h \| ok +\| +7\.1 \| 30 degrees C/);
  });

  it("shows no reading for what only lives while the machine is on", async () => {
    const { ipmitool } = await sensorPeers({ on: false });
    const rows = table((await ipmitool("sdr list")).output);
    expect(rows).toContainEqual(["Fan 1", "no reading", "ns"]);
    expect(rows).toContainEqual(["CPU Load", "no reading", "ns"]);
    expect(rows).toContainEqual(["Power", "4 Watts", "ok"]);
    expect(rows).toContainEqual(["MBTemp", "22 degrees C", "ok"]);
  });
});

describe("ipmitool dcmi", () => {
  it("shows what the BMC can do", async () => {
    const { ipmitool } = await sensorPeers();
    const { output, code } = await ipmitool("dcmi discover");
    expect(code).toBe(0);
    expect(output).toContain("Power management available");
    expect(output).toContain("SEL automatic rollover is enabled");
    expect(output).toContain("Primary LAN channel number: 1 is available");
  });

  it("shows the power and its limit", async () => {
    const { ipmitool, parts } = await sensorPeers();
    const power = await ipmitool("dcmi power reading");
    expect(power.code).toBe(0);
    expect(power.output).toMatch(/Instantaneous power reading: +103 Watts/);
    expect(power.output).toMatch(/Power reading state is: +activated/);
    expect((await ipmitool("dcmi power get_limit")).output).toContain("No Active Power Limit");
    expect((await ipmitool("dcmi power set_limit limit 200")).code).toBe(0);
    expect((await ipmitool("dcmi power activate")).code).toBe(0);
    const limit = await ipmitool("dcmi power get_limit");
    expect(limit.output).toMatch(/Power Limit Active\n[\s\S]*Power Limit: +200 Watts/);
    expect(parts.powerLimit.value).toMatchObject({ watts: 200, active: true });
  });

  it("sets the asset tag and the identifier string", async () => {
    const { ipmitool, parts } = await sensorPeers();
    expect((await ipmitool("dcmi set_asset_tag vm1")).code).toBe(0);
    expect((await ipmitool("dcmi asset_tag")).output).toContain("Asset tag: vm1\n");
    expect(parts.inventory.assetTag).toBe("vm1");
    expect((await ipmitool("dcmi get_mc_id_string")).output).toContain("String: DCMIQB0123456789\n");
    expect((await ipmitool("dcmi set_mc_id_string vm1")).code).toBe(0);
    expect((await ipmitool("dcmi get_mc_id_string")).output).toContain("String: vm1\n");
  });

  it("shows temperatures, the thermal policy and the configuration", async () => {
    const { ipmitool } = await sensorPeers();
    const sensors = await ipmitool("dcmi sensors");
    expect(sensors.output).toMatch(/Inlet: 1 temperature sensor found:\nRecord ID 0x0003: Inlet Temp/);
    expect(sensors.output).toMatch(/Baseboard: 1 temperature sensor found:\nRecord ID 0x0001: MBTemp/);
    const readings = await ipmitool("dcmi get_temp_reading");
    expect(readings.output).toMatch(/Baseboard temperature sensors\(42h\)\s+1\s+\+30 C/);
    expect((await ipmitool("dcmi thermalpolicy set 0x37 1 nonvolatile poweroff nosel 40 10 0")).code).toBe(0);
    const policy = await ipmitool("dcmi thermalpolicy get 0x37 1");
    expect(policy.output).toMatch(/Hard Power Off system and log event: +active/);
    expect(policy.output).toMatch(/Temperature Limit +40 degrees/);
    const configuration = await ipmitool("dcmi get_conf_param");
    expect([configuration.code, configuration.output]).toEqual([0, expect.stringContaining(": 120 seconds")]);
  });
});

describe("FreeIPMI", () => {
  it("shows sensors to every user, and keeps what it has read", async () => {
    const { ofSensors } = await sensorPeers();
    const first = await ofSensors("ipmi-sensors", "-l USER", "reader");
    expect(first.code).toBe(0);
    expect(first.output).toContain("Caching SDR record 28 of 28");
    const again = await ofSensors("ipmi-sensors", "-l USER", "reader");
    expect(again.output).not.toContain("Caching");
    expect(table(again.output)).toContainEqual(["1", "MBTemp", "Temperature", "30.00", "C", "'OK'"]);
    expect(table(again.output)).toContainEqual([
      ...["13", "Disk Read", "Other Units Based Sensor", "20.00", "MB per s", "'OK'"],
    ]);
    expect((await ofSensors("ipmi-sensors", "--sdr-cache-recreate -l USER", "reader")).code).toBe(0);
  });

  it("shows a sensor's state and all that there is to know of it", async () => {
    const { ofSensors, sensors } = await sensorPeers();
    sensors.named("Fan 1").force(15);
    const states = table((await ofSensors("ipmi-sensors", "--output-sensor-state")).output);
    expect(states).toContainEqual(["1", "MBTemp", "Temperature", "Nominal", "30.00", "C", "'OK'"]);
    expect(states.find(([id]) => id === "4")?.slice(3, 5)).toEqual(["Critical", "900.00"]);
    const { output, code } = await ofSensors("ipmi-sensors", "-v");
    expect(code).toBe(0);
    expect(output).toContain("Upper Critical Threshold: 105.000000 C\n");
    expect(output).toContain("Entity ID: system board (7)\n");
  });

  it("monitors as ipmi_exporter asks it to", async () => {
    const { ofSensors, freeipmi } = await sensorPeers();
    const options = [
      ...["--quiet-cache", "--ignore-unrecognized-events", "--comma-separated-output", "--no-header-output"],
      ...["--sdr-cache-recreate", "--output-event-bitmask", "--output-sensor-state", "-l USER"],
    ];
    const { output, code } = await ofSensors("ipmimonitoring", options.join(" "), "reader");
    expect(code).toBe(0);
    const lines = output.trimEnd().split("\n");
    expect(lines).toHaveLength(19);
    expect(lines[0]).toBe("1,MBTemp,Temperature,Nominal,30.00,C,00C0h");
    expect(lines[5]).toBe("6,Power,Other Units Based Sensor,Nominal,103.00,W,00C0h");
    const power = await freeipmi("ipmi-dcmi", "--get-system-power-statistics -l USER", "reader");
    expect(power.code).toBe(0);
    expect(power.output).toMatch(/Current Power +: 103 Watts\n/);
    expect(power.output).toMatch(/Power Measurement +: Active\n/);
  });

  it.each([
    { option: "--get-dcmi-capability-info", shows: /Asset Tag +: Available/ },
    { option: "--get-dcmi-sensor-info", shows: /Baseboard temperature SDR Record IDs\n1\n/ },
    { option: "--get-enhanced-system-power-statistics", shows: /Rolling Average Time Period 15 Minutes/ },
    { option: "--get-power-limit", shows: /Power Limit Requested +: 0 watts/ },
    { option: "--get-management-controller-identifier-string", shows: /^DCMIQB0123456789\n/ },
    { option: "--get-asset-tag", shows: /^$/ },
  ])("ipmi-dcmi $option", async ({ option, shows }) => {
    const { freeipmi } = await sensorPeers();
    const { output, code } = await freeipmi("ipmi-dcmi", option);
    expect([code, output]).toEqual([0, expect.stringMatching(shows)]);
  });

  it("takes back the configuration that it checks out", async () => {
    const { ofSensors, freeipmi, dir, sensors, parts } = await sensorPeers();
    const file = join(dir, "sensors.conf");
    const checkout = await ofSensors("ipmi-config", `--category=sensors --checkout --filename=${file}`);
    expect(checkout.code).toBe(0);
    expect(readFileSync(file, "utf8")).toMatch(/Section 1_MBTemp[\s\S]*Upper_Critical_Threshold +105\.0+\n/);
    expect(await ofSensors("ipmi-config", `--category=sensors --commit --filename=${file}`)).toEqual({
      code: 0,
      output: "",
    });
    expect(sensors.named("MBTemp").limits.upperCritical).toBe(210);
    const dcmi = join(dir, "dcmi.conf");
    expect((await freeipmi("ipmi-config", `--category=dcmi --checkout --filename=${dcmi}`)).code).toBe(0);
    expect(readFileSync(dcmi, "utf8")).toMatch(/Management_Controller_Identifier_String +DCMIQB0123456789\n/);
    const option = "-e DCMI_Conf:Power_Limit_Requested=150 -e DCMI_Conf:Asset_Tag=rack7";
    expect((await freeipmi("ipmi-config", `--category=dcmi --commit ${option}`)).code).toBe(0);
    expect([parts.powerLimit.value.watts, parts.inventory.assetTag]).toEqual([150, "rack7"]);
  });

  it("re-arms a sensor, and reads and sets the repository's time", async () => {
    const { ofSensors, freeipmi, sensors } = await sensorPeers();
    sensors.named("MBTemp").force(200);
    expect((await ofSensors("bmc-device", "--rearm-sensor=1")).code).toBe(0);
    expect(sensors.named("MBTemp").isForced).toBe(false);
    expect((await freeipmi("bmc-device", "--set-sdr-repository-time=now")).code).toBe(0);
    const time = await freeipmi("bmc-device", "--get-sdr-repository-time");
    expect([time.code, time.output]).toEqual([0, expect.stringMatching(/^SDR Repository Time : \d/)]);
  });
});
