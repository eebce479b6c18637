import { describe, expect, it, test } from "vitest";
import { ipmiPeers } from "../../support/peer.ts";

const longName = "Debian_GNU/Linux_13_(trixie)_and_its_several_blocks";

describe("ipmitool mc", () => {
  it.each([
    ["system_name", "vm1"],
    ["primary_os_name", longName],
    ["os_name", "Linux"],
    ["system_fw_version", "1.16.3"],
  ])("setsysinfo %s is shown by getsysinfo, and a shorter one takes its place", async (name, text) => {
    const { ipmitool } = await ipmiPeers();
    expect(await ipmitool(`mc getsysinfo ${name}`)).toEqual({ output: "\n", code: 0 });
    expect(await ipmitool(`mc setsysinfo ${name} ${text}`)).toEqual({ output: "", code: 0 });
    expect(await ipmitool(`mc getsysinfo ${name}`)).toEqual({ output: `${text}\n`, code: 0 });
    await ipmitool(`mc setsysinfo ${name} x`);
    expect((await ipmitool(`mc getsysinfo ${name}`)).output).toBe("x\n");
  });

  test("a user may read and not write", async () => {
    const { ipmitool } = await ipmiPeers();
    expect((await ipmitool("-L USER mc getsysinfo system_name", "reader")).code).toBe(0);
    expect((await ipmitool("-L USER raw 0x06 0x58 0 1", "reader")).output).toContain("rsp=0xd4");
  });
});

test("FreeIPMI's bmc-info shows all of it", async () => {
  const { ipmitool, freeipmi } = await ipmiPeers();
  await ipmitool("mc setsysinfo system_name vm1");
  await ipmitool(`mc setsysinfo primary_os_name ${longName}`);
  const { output, code } = await freeipmi("bmc-info", "--get-system-info");
  expect(code).toBe(0);
  expect(output.split("\n").map(line => line.replace(/ +:/, ":").trim())).toEqual([
    "System Firmware Version:",
    "System Name: vm1",
    `Primary Operating System Name: ${longName}`,
    "Operating System Name:",
    "Present OS Version Number:",
    "BMC URL:",
    "Base OS/Hypervisor URL:",
    "",
  ]);
});

test("what the running system says goes with it, what was set for good stays", async () => {
  const { ipmitool, machine } = await ipmiPeers();
  for (const name of ["os_name", "system_name"]) await ipmitool(`mc setsysinfo ${name} kept`);
  await (await machine.power("reset", { via: "test" })).outcome;
  expect((await ipmitool("mc getsysinfo os_name")).output).toBe("\n");
  expect((await ipmitool("mc getsysinfo system_name")).output).toBe("kept\n");
});

test.each([
  ["an unknown parameter", "0x06 0x59 0 200 0 0", "0x80"],
  ["a block that no text is long enough for", "0x06 0x59 0 2 17 0", "0xc9"],
  ["a block that is too short", "0x06 0x58 2 0 0 3 0x61", "0xc7"],
])("is refused: %s", async (_what, bytes, code) => {
  const { ipmitool } = await ipmiPeers();
  expect((await ipmitool(`raw ${bytes}`)).output).toContain(`rsp=${code}`);
});
