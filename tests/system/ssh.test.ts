import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import { quickGuest } from "../support/quick-guest.ts";
import { freePort, RunningBmc } from "../support/running-bmc.ts";
import { SshClient } from "../support/ssh-client.ts";
import type { Terminal } from "../support/terminal.ts";

let bmc: RunningBmc;
let ssh: SshClient;
const terminals: Terminal[] = [];

beforeAll(async () => {
  const port = await freePort();
  bmc = await RunningBmc.start({ SSH_PORT: `${port}`, QEMU_EXTRA_ARGS: quickGuest() });
  ssh = new SshClient(port);
  const reader = { UserName: "reader", Password: "r7-Cinnabar", RoleId: "ReadOnly" };
  await bmc.curl("/redfish/v1/AccountService/Accounts", "--json", JSON.stringify(reader));
  await bmc.guestPrints("login:");
});
afterEach(() => {
  for (const terminal of terminals.splice(0)) terminal.kill();
});
afterAll(async () => {
  ssh.close();
  await bmc.close();
});

const asReader = { userName: "reader", password: "r7-Cinnabar" };

function terminal(
  args: readonly string[] = [],
  login = {},
  options: readonly string[] = ["-tt", "-e", "none"],
) {
  const opened = ssh.terminal(options, args, login);
  terminals.push(opened);
  return opened;
}

const sessions = async () => {
  const { body } = await bmc.curl("/redfish/v1/SessionService/Sessions?$expand=.");
  return body.Members as { "@odata.id": string; SessionType: string; UserName: string }[];
};

it("a command answers on standard output and ends with its exit code", async () => {
  expect(await ssh.run(["power", "status"])).toEqual({ code: 0, stdout: "on\n", stderr: "" });
  expect(await ssh.run(["sel"])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("The BMC started."),
  });
  expect(await ssh.run(["sensors"])).toMatchObject({
    stdout: expect.stringMatching(/^CPU Temp +\d+.* OK$/m),
  });
  const missing = await ssh.run(["media", "insert", "http://127.0.0.1:1/x.iso"]);
  expect(missing).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("cannot be reached"),
  });
  expect(await ssh.run(["poweroff"])).toMatchObject({ code: 127, stdout: "" });
  expect(await ssh.run(["power", "up"])).toMatchObject({
    ...{ code: 2, stdout: "" },
    stderr: expect.stringContaining("power on|off|cycle|reset|soft"),
  });
});

it("power goes off, on and soft over SSH, and Redfish sees it; a reset of what is off fails", async () => {
  expect(await ssh.run(["power", "off"])).toEqual({ code: 0, stdout: "off\n", stderr: "" });
  expect(await bmc.redfishPowerState()).toBe("Off");
  expect(await ssh.run(["power", "reset"])).toMatchObject({ code: 1, stdout: "" });
  expect(await ssh.run(["boot", "disk", "once"])).toMatchObject({ stdout: "disk once\n" });
  const from = bmc.serialLog.length;
  expect(await ssh.run(["power", "on"])).toMatchObject({ code: 0, stdout: "on\n" });
  await bmc.guestPrints("login:", from);
  expect(await ssh.run(["boot"])).toMatchObject({ stdout: "none\n" });
  expect(await ssh.run(["power", "soft"])).toMatchObject({ code: 0, stdout: "off\n" });
  const again = bmc.serialLog.length;
  expect(await ssh.run(["power", "on"])).toMatchObject({ code: 0 });
  await bmc.guestPrints("login:", again);
});

it("a shell on a terminal edits lines, completes words and recalls what was typed", async () => {
  const shell = terminal();
  await shell.shows(/The machine is on; help lists commands\.\r\n.*> /s);
  // One key after the other, as in a paste a tab is a character like any other.
  shell.type("pow");
  await shell.shows("pow");
  shell.type("\t");
  await shell.shows("power ");
  shell.type("st");
  await shell.shows(/power st$/);
  shell.type("\t");
  await shell.shows("power status ");
  shell.type("\r");
  await shell.shows(/power status \r\non\r\n/);
  shell.type("bogus\u0015boot\r");
  await shell.shows(/\r\nnone\r\n/);
  const from = shell.screen.length;
  shell.type("\u001b[A\u001b[A\r");
  await eventually(
    () => shell.screen.indexOf("\r\non\r\n", from) > 0,
    10,
    () => shell.screen.slice(from),
  );
  shell.type("power of\u0003exit\r");
  expect(await shell.ended()).toBe(0);
  expect(await bmc.redfishPowerState()).toBe("On");
});

it("a key that stops processes does not stop the BMC", async () => {
  const shell = terminal();
  await shell.shows("> ");
  shell.type("\u001a");
  shell.type("boot\r");
  await shell.shows("\r\nnone\r\n");
  expect(readFileSync(`/proc/${bmc.pid}/status`, "utf8")).not.toContain("T (stopped)");
});

it("a shell without a terminal does what its input says, and ends with the last exit code", async () => {
  expect(await ssh.run([], { input: "power status\nboot" })).toEqual({
    ...{ code: 0, stdout: "on\nnone\n", stderr: "" },
  });
  expect(await ssh.run([], { input: "bogus\n" })).toMatchObject({ code: 127, stdout: "" });
});

it("the console shows what was printed before, types, and ~. leads back to the shell", async () => {
  const shell = terminal();
  await shell.shows("> ");
  shell.type("console\r");
  await shell.shows(/embedded guest: Debian.*login: /s);
  shell.type("root\r");
  await shell.shows("# ");
  shell.type("echo $((6 * 7000 + 2))\r");
  await shell.shows("42002");
  shell.type("\r~?");
  await shell.shows("~B  sends a break");
  shell.type("~.");
  shell.type("power status\r");
  await shell.shows(/power status\r\non\r\n/);
  shell.type("\u0004");
  expect(await shell.ended()).toBe(0);
});

it("the console as a command attaches at once, with a terminal and without", async () => {
  const direct = terminal(["console"]);
  await direct.shows("login: ");
  direct.type("\r~.");
  expect(await direct.ended()).toBe(0);

  const { code, stdout, stderr } = await ssh.run(["console"], { input: '\necho pip""ed\n~.' });
  expect(code).toBe(0);
  expect(stdout).toContain("login: ");
  expect(stdout).not.toContain("[Serial line");
  expect(stderr).toContain("[Serial line; the machine is on.");
  await bmc.guestPrints("\npiped");
});

it("OpenSSH passes on what is escaped twice", async () => {
  const shell = terminal([], {}, ["-tt"]);
  await shell.shows("> ");
  shell.type("console\r");
  await shell.shows("[Serial line");
  shell.type("\r~~.");
  shell.type("boot\r");
  await shell.shows(/boot\r\nnone\r\n/);
});

it("a console stays over a power cycle", async () => {
  const direct = terminal(["console"]);
  await direct.shows("login: ");
  const from = direct.screen.length;
  await bmc.ipmitool("power", "cycle");
  await eventually(
    () => /The machine is off.*The machine is on.*login: /s.test(direct.screen.slice(from)),
    60,
    () => direct.screen.slice(from),
  );
});

it("who may only look sees everything and changes nothing", async () => {
  expect(await ssh.run(["power", "status"], asReader)).toMatchObject({ code: 0, stdout: "on\n" });
  for (const words of [
    ["power", "off"],
    ["sel", "clear"],
    ["boot", "pxe"],
    ["media", "eject"],
  ]) {
    expect(await ssh.run(words, asReader)).toMatchObject({
      ...{ code: 1, stdout: "" },
      stderr: expect.stringMatching(/^This takes the role \w+, and reader is ReadOnly\.\n$/),
    });
  }
  expect(await bmc.redfishPowerState()).toBe("On");
  const direct = terminal(["console"], asReader);
  await direct.shows("login: ");
  const before = bmc.serialLog.length;
  direct.type("root\r");
  await direct.shows("[Your role may look at the serial line, but not type.]");
  direct.type("~.");
  expect(await direct.ended()).toBe(0);
  expect(bmc.serialLog.slice(before)).toBe("");
});

it("a session is shown in Redfish, and whoever ends it there ends the connection", async () => {
  const shell = terminal();
  await shell.shows("> ");
  const own = (await sessions()).find(({ SessionType }) => SessionType === "ManagerConsole");
  expect(own).toMatchObject({ UserName: "admin" });
  await bmc.curl(own?.["@odata.id"] ?? "", "-X", "DELETE");
  await shell.shows("The session has ended.");
  await shell.ended();
  expect((await sessions()).filter(({ SessionType }) => SessionType === "ManagerConsole")).toEqual([]);
});

it("wrong passwords are counted as at all other doors", async () => {
  const guest = { UserName: "target", Password: "t7-Verdigris", RoleId: "ReadOnly" };
  await bmc.curl("/redfish/v1/AccountService/Accounts", "--json", JSON.stringify(guest));
  for (let n = 0; n < 5; n += 1) {
    expect((await ssh.run(["power"], { userName: "target", password: "wrong" })).code).toBe(255);
  }
  const right = { userName: "target", password: "t7-Verdigris" };
  expect((await ssh.run(["power"], right)).code).toBe(255);
  const { status } = await bmc.curl("/redfish/v1/Systems/1", "-u", "target:t7-Verdigris");
  expect(status).toBe(401);
  expect(bmc.log).toContain('Login failed: \\"target\\" over ssh from');
  expect(bmc.log).not.toContain("Verdigris");
});

it("the host key stays over a restart of the BMC, which ends connections at once and no guest", async () => {
  const shell = terminal();
  await shell.shows("> ");
  const { qemuPid } = bmc;
  const begun = performance.now();
  await bmc.signal("SIGTERM");
  await shell.ended();
  expect(performance.now() - begun).toBeLessThan(3000);
  expect(shell.screen).toContain("The BMC restarts.");
  await bmc.launch();
  expect(bmc.qemuPid).toBe(qemuPid);
  expect(await ssh.run(["power", "status"])).toMatchObject({ code: 0, stdout: "on\n" });
  expect((await sessions()).filter(({ SessionType }) => SessionType === "ManagerConsole")).toEqual([]);
});
