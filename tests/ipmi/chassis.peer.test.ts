import { expect, it } from "vitest";
import { ipmiPeers } from "./support/peer.ts";

/** What ipmitool shows, line by line in one life of the BMC. */
const ipmitoolShows: readonly (readonly [string, RegExp])[] = [
  ["chassis status", /Power Button Disable : allowed/],
  ["chassis policy list", /always-off always-on previous/],
  ["chassis policy always-on", /set chassis power restore policy to always-on/i],
  ["chassis policy previous", /policy to previous/],
  ["chassis policy always-off", /policy to always-off/],
  ["chassis restart_cause", /System restart cause: power-up/],
  ["chassis poh", /POH Counter +: 0 days, 0 hours, 0 minutes/],
  ["chassis selftest", /Self Test Results +: passed/],
  ["chassis identify", /default \(15 seconds\)/],
  ["chassis identify 5", /5 seconds/],
  ["chassis identify force", /indefinite/],
  ["chassis identify 0", /off/],
  ["chassis bootdev none", /Set Boot Device to none/],
  ["chassis bootdev safe", /Set Boot Device to safe/],
  ["chassis bootparam get 5", /request Safe-Mode/],
  ["chassis bootdev diag", /Set Boot Device to diag/],
  ["chassis bootparam get 5", /Diagnostic Partition/],
  ["chassis bootdev floppy", /Set Boot Device to floppy/],
  ["chassis bootparam get 5", /Floppy\/primary removable media/],
  ["chassis bootdev disk options=efiboot,persistent,lockout_power,verbose=yes", /Set Boot Device to disk/],
  ["chassis bootparam get 5", /Boot parameter data: e008c00000/],
  ["chassis bootparam get 5", /all future boots\n +- BIOS EFI boot/],
  ["chassis bootdev pxe clear-cmos=yes", /Set Boot Device to pxe/],
  ["chassis bootparam get 5", /Boot parameter data: 8084000000/],
  ["chassis bootparam get 0", /set complete/],
  ["chassis bootparam get 1", /Service Partition Selector : unspecified/],
  ["chassis bootparam get 2", /No flag set/],
  ["chassis bootparam get 3", /Don't automatically clear boot flag valid bit on timeout/],
  ["chassis bootparam get 4", /BIOS\/POST has handled boot info/],
  ["chassis bootparam get 6", /Session Id +: 00000000h/],
  ["chassis bootparam get 7", /IANA PEN +: 0/],
  ["chassis bootparam set bootflag force_pxe", /Set Boot Device to force_pxe/],
  ["chassis bootparam set bootflag force_disk options=timeout", /Set Boot Device to force_disk/],
  ["chassis bootparam get 3", /No flag set/],
  ["raw 0 8 3 8", /^\s*$/],
  ["chassis bootparam get 3", /Boot parameter data: 08/],
  ["chassis bootmbox set text block 0 343 hello", /^$/],
  ["chassis bootmbox get text", /343 \[Intel Corporation\]\n Block +0 Data : 'hello'/],
  ["chassis bootmbox get", /Block +15 Data : 0{32}\n$/],
  ["chassis power diag", /Diag/],
  ["chassis power reset", /Reset/],
  ["chassis restart_cause", /chassis power control command/],
];

it("does all that ipmitool asks of a chassis", async () => {
  const { ipmitool } = await ipmiPeers();
  for (const [line, expected] of ipmitoolShows) {
    const { code, output } = await ipmitool(line);
    expect([line, code, output]).toEqual([line, 0, expect.stringMatching(expected)]);
  }
}, 20_000);

it("refuses to cycle a machine that is off, by the standard's words", async () => {
  const { ipmitool } = await ipmiPeers({ on: false });
  const { code, output } = await ipmitool("chassis power cycle");
  expect(code).toBe(1);
  expect(output).toContain("Command not supported in present state");
});

it("lets ipmitool look at the watchdog timer, start it and stop it", async () => {
  const { ipmitool, machine } = await ipmiPeers();
  expect((await ipmitool("mc watchdog reset")).output).toContain("uninitialized watchdog");
  expect((await ipmitool("mc watchdog off")).output).toContain("timer stopped");
  expect((await ipmitool("mc watchdog reset")).output).toContain("countdown restarted");
  expect((await ipmitool("mc watchdog get")).output).toMatch(/Started\/Running/);
  expect((await ipmitool("mc watchdog get")).output).toMatch(/Initial Countdown: +300/);
  expect(machine.watchdog.running).toBe(true);
  expect((await ipmitool("mc watchdog off")).code).toBe(0);
  expect(machine.watchdog.running).toBe(false);
});

it("lets FreeIPMI drive the timer as bmc-watchdog does in-band", async () => {
  const { freeipmi, hypervisor } = await ipmiPeers();
  const raw = async (line: string) => (await freeipmi("ipmi-raw", line)).output.trim();
  expect(await raw("00 06 24 44 01 00 10 02 00")).toBe("rcvd: 24 00");
  expect(await raw("00 06 22")).toBe("rcvd: 22 00");
  await expect.poll(() => hypervisor.calls).toContain("reset");
  expect(await raw("00 06 25")).toBe("rcvd: 25 00 04 01 00 10 02 00 00 00");
});

it("shows and changes by ipmitool firewall which commands a channel takes", async () => {
  const { ipmitool } = await ipmiPeers();
  const { code, output } = await ipmitool("firewall info");
  expect(code).toBe(0);
  expect(output).toMatch(/^00,00 support: +ff8f0000 /m);
  expect(output).toMatch(/^00,06 enabled: /m);
  const poh = "lun 0 netfn 0 command 15";
  const shown = async () => (await ipmitool(`firewall info channel 1 ${poh}`)).output;
  expect(await shown()).toMatch(/Command 0x0f: +\| X \| X \| X \|/);
  await ipmitool(`firewall disable channel 1 ${poh}`);
  expect(await shown()).toMatch(/Command 0x0f: +\| X \| X \| {3}\|/);
  expect((await ipmitool("chassis poh")).output).toContain("Insufficient privilege level");
  await ipmitool(`firewall enable channel 1 ${poh}`);
  expect((await ipmitool("chassis poh")).code).toBe(0);
}, 20_000);

const freeipmiShows: readonly (readonly [string, string, RegExp])[] = [
  ["ipmi-chassis", "--get-chassis-capabilities", /Front Panel Lockout +: provided/],
  ["ipmi-chassis", "--get-chassis-status", /Power off button disable +: allowed/],
  ["ipmi-chassis", "--chassis-identify=TURN-OFF", /^$/],
  ["ipmi-chassis", "--get-system-restart-cause", /Restart cause/],
  ["ipmi-chassis", "--get-power-on-hours-counter", /Power on hours : 0 Hours 0 Minutes/],
  ["ipmi-chassis", "--set-power-restore-policy=ALWAYS-OFF", /^$/],
  ["ipmi-chassis", "--set-power-cycle-interval=5", /^$/],
  ["bmc-device", "--get-acpi-power-state", /ACPI System Power State : S0\/G0/],
  ["bmc-device", "--set-acpi-power-state --set-acpi-system-power-state=S1", /^$/],
  ["bmc-device", "--get-acpi-power-state", /ACPI System Power State : S1/],
  ["bmc-device", "--cold-reset", /^$/],
  ["bmc-device", "--warm-reset", /^$/],
  ["ipmi-config", "--category=chassis --checkout", /Power_Restore_Policy +Off_State_AC_Apply/],
  [
    "ipmi-config",
    "--category=chassis --commit -e Chassis_Front_Panel_Buttons:Enable_Power_Off_Button_For_Power_Off_Only=No",
    /^$/,
  ],
  ["ipmi-chassis", "--get-chassis-status", /Power off button +: disabled/],
];

it("does all that FreeIPMI asks of a chassis", async () => {
  const { freeipmi, resets } = await ipmiPeers();
  for (const [tool, line, expected] of freeipmiShows) {
    const { code, output } = await freeipmi(tool, line);
    expect([line, code, output]).toEqual([line, 0, expect.stringMatching(expected)]);
  }
  expect(resets).toHaveLength(2);
}, 20_000);

it.each<[string, string]>([
  ["Boot_Flags_Persistent=No", "PC-COMPATIBLE"],
  ["BIOS_Boot_Type=EFI", "EFI"],
])("takes MAAS's order to boot from the network with %s", async (option, type) => {
  const { freeipmi, machine } = await ipmiPeers();
  const flags = "--category=chassis -l OPERATOR -W opensesspriv";
  const keys = ["Boot_Device=PXE", option].map(key => `-e Chassis_Boot_Flags:${key}`).join(" ");
  const { code } = await freeipmi("ipmi-config", `${flags} --commit ${keys}`, "operator");
  expect(code).toBe(0);
  expect(machine.bootOverride).toMatchObject({ enabled: "once", target: "pxe" });
  const shown = await freeipmi("ipmi-config", `${flags} --checkout -S Chassis_Boot_Flags`, "operator");
  expect(shown.output).toMatch(/Boot_Device +PXE/);
  expect(shown.output).toMatch(new RegExp(`BIOS_Boot_Type +${type}`));
});
