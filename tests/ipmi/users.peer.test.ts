import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ipmiPeers } from "./support/peer.ts";

const timeout = 60_000;

it("ipmitool makes a user, step by step, who can then log in with what was given", { timeout }, async () => {
  const { ipmitool, parts } = await ipmiPeers();
  for (const line of [
    "user set name 6 bob",
    "user set password 6 bobpass",
    "user enable 6",
    "user priv 6 3 1",
  ]) {
    expect(await ipmitool(line), line).toMatchObject({ code: 0 });
  }
  await ipmitool("channel setaccess 1 6 callin=on ipmi=on link=on privilege=3");
  const { output } = await ipmitool("user list 1");
  expect(output).toMatch(/^6 +bob +true +true +true +OPERATOR$/m);
  expect(output).toMatch(/^2 +admin +\S+ +true +true +ADMINISTRATOR$/m);
  expect(parts.accounts.verify("bob", "bobpass")).toMatchObject({ id: 6, role: "Operator" });
  const asBob = await ipmitool("-U bob -P bobpass -L OPERATOR chassis status");
  expect(asBob.output).toContain("System Power         : on");
});

it("counts users and tells which channel access they have", { timeout }, async () => {
  const { ipmitool } = await ipmiPeers();
  const summary = await ipmitool("user summary 1");
  expect(summary.output).toMatch(/Maximum IDs\s+: 15/);
  expect(summary.output).toMatch(/Enabled User Count\s+: 3/);
  const access = await ipmitool("channel getaccess 1 2");
  expect(access.output).toMatch(/User Name\s+: admin/);
  expect(access.output).toMatch(/Privilege Level\s+: ADMINISTRATOR/);
});

it("tells a right password from a wrong one and from one of the other size", { timeout }, async () => {
  const { ipmitool } = await ipmiPeers();
  await ipmitool("user set name 6 bob");
  await ipmitool("user set password 6 bob20charpassword12 20");
  expect((await ipmitool("user test 6 20 bob20charpassword12")).output).toContain("Success");
  expect((await ipmitool("user test 6 16 bob20charpasswor")).output).toMatch(/wrong password size|Failure/i);
  expect((await ipmitool("user test 6 20 another-password-1")).output).toMatch(/Failure/i);
});

it("takes all 20 bytes of a password at log-in, and not just 16", { timeout }, async () => {
  const { ipmitool } = await ipmiPeers();
  await ipmitool("user set name 6 bob");
  await ipmitool("user set password 6 bob20charpassword12 20");
  await ipmitool("user enable 6");
  await ipmitool("user priv 6 4 1");
  const whole = await ipmitool("-U bob -P bob20charpassword12 mc info");
  expect(whole.output).toContain("Device ID");
  const head = await ipmitool("-U bob -P bob20charpasswor -R 1 -N 1 mc info");
  expect(head.output).not.toContain("Device ID");
});

it("never disables, demotes or takes away the last administrator", { timeout }, async () => {
  const { ipmitool, parts } = await ipmiPeers();
  for (const line of ["user disable 2", "user priv 2 3 1", "raw 6 0x45 2 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"]) {
    expect((await ipmitool(line)).code, line).not.toBe(0);
  }
  expect(parts.accounts.find("admin")).toMatchObject({ enabled: true, role: "Administrator" });
});

it("switches a user's Serial over LAN off and on", { timeout }, async () => {
  const { ipmitool, parts } = await ipmiPeers();
  expect((await ipmitool("sol payload status 1 3")).output).toContain("is enabled");
  expect(await ipmitool("sol payload disable 1 3")).toMatchObject({ code: 0 });
  expect(parts.accounts.findById(3)?.serialOverLan).toBe(false);
  expect((await ipmitool("sol payload status 1 3")).output).toContain("is disabled");
  expect(await ipmitool("sol payload enable 1 3")).toMatchObject({ code: 0 });
  expect(parts.accounts.findById(3)?.serialOverLan).toBe(true);
});

it("FreeIPMI makes the account that MAAS makes", { timeout }, async () => {
  const { freeipmi, parts } = await ipmiPeers();
  const keys = {
    Username: "maas",
    Password: "Xk3-plum-quartz",
    Enable_User: "Yes",
    Lan_Privilege_Limit: "Administrator",
    Lan_Enable_IPMI_Msgs: "Yes",
    SOL_Payload_Access: "Yes",
  };
  for (const [key, value] of Object.entries(keys)) {
    const done = await freeipmi("ipmi-config", `--category=core --commit -e User6:${key}=${value}`);
    expect(done, key).toMatchObject({ code: 0, output: "" });
  }
  expect(parts.accounts.verify("maas", "Xk3-plum-quartz")).toMatchObject({
    role: "Administrator",
    enabled: true,
  });
  const { output } = await freeipmi("ipmi-config", "--category=core --checkout -S User6");
  expect(output).toMatch(/Username\s+maas/);
  expect(output).toMatch(/Lan_Privilege_Limit\s+Administrator/);
});

it("limits the channel for everybody, and keeps the users' own limits", { timeout }, async () => {
  const { ipmitool, parts } = await ipmiPeers();
  expect((await ipmitool("channel info 1")).output).toMatch(/Access Mode\s+: always available/);
  await ipmitool("raw 6 0x40 1 0x82 0x83");
  expect((await ipmitool("-L OPERATOR raw 6 0x41 1 0x80")).output.trim()).toBe("02 03");
  const asAdministrator = await ipmitool("-L ADMINISTRATOR -R 1 -N 1 chassis status");
  expect(asAdministrator.output).toContain("Set Session Privilege Level to ADMINISTRATOR failed");
  expect(parts.accounts.find("admin")?.role).toBe("Administrator");
});

it("FreeIPMI writes back all users that it has read, and makes one with a long password at once", {
  timeout,
}, async () => {
  const { freeipmi, parts } = await ipmiPeers();
  const file = join(mkdtempSync(join(tmpdir(), "ipmi-config-")), "users.conf");
  const sections = ["User1", "User2", "User9"].map(name => `-S ${name}`).join(" ");
  const read = await freeipmi("ipmi-config", `--category=core --checkout ${sections} --filename=${file}`);
  expect(read).toMatchObject({ code: 0 });
  const written = await freeipmi("ipmi-config", `--category=core --commit --filename=${file}`);
  expect(written).toMatchObject({ code: 0, output: "" });
  const keys = ["Username=long", "Password=bob20charpassword12"].map(key => `-e User7:${key}`).join(" ");
  const made = await freeipmi("ipmi-config", `--category=core --commit ${keys}`);
  expect(made).toMatchObject({ code: 0, output: "" });
  expect(parts.accounts.password("long")).toBe("bob20charpassword12");
});
