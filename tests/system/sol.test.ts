import { afterEach, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import { quickGuest } from "../support/quick-guest.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";
import { Terminal } from "../support/terminal.ts";

let bmc: RunningBmc;
const terminals: Terminal[] = [];
afterEach(async () => {
  for (const terminal of terminals.splice(0)) terminal.kill();
  await bmc.close();
});

async function activate(): Promise<Terminal> {
  const terminal = new Terminal("ipmitool", [...bmc.ipmitoolArguments, "-C", "17", "sol", "activate"]);
  terminals.push(terminal);
  await terminal.shows("SOL Session operational.  Use ~? for help]\r\n");
  return terminal;
}

it("a console stays open over a reset and a power cycle, and shows what the browser's terminal shows", async () => {
  bmc = await RunningBmc.start({ QEMU_EXTRA_ARGS: quickGuest() });
  const viewer = await SerialViewer.open(bmc);
  await viewer.shows("login:");
  const terminal = await activate();
  terminal.type("root\r");
  await terminal.shows("# ");
  terminal.type("seq 1 2000; echo counted | tr a-z A-Z\r");
  await terminal.shows(/COUNTED\r\n~ # /, 60);

  const from = terminal.screen.length;
  const restarts = () =>
    [...terminal.screen.slice(from).matchAll(/embedded guest: Debian.*?login: /gs)].length;
  for (const [index, action] of ["reset", "cycle"].entries()) {
    await bmc.ipmitool("power", action);
    await eventually(
      () => restarts() === index + 1,
      60,
      () => terminal.screen.slice(from),
    );
  }
  viewer.type("root\r");
  await terminal.shows(/login: root\r\n.*# /s, 60);
  const shown = terminal.screen.slice(from);
  await viewer.shows(shown);
  expect(bmc.serialLog).toContain(shown);
  viewer.close();
});

it("a console learns at once that its BMC ends, and the next BMC has it for the guest that runs on", async () => {
  bmc = await RunningBmc.start({ QEMU_EXTRA_ARGS: quickGuest() });
  await bmc.guestPrints("login:");
  const [terminal, { qemuPid }] = [await activate(), bmc];
  const begun = performance.now();
  const ended = terminal.ended();
  await bmc.signal("SIGTERM");
  await ended;
  expect(performance.now() - begun).toBeLessThan(3000);
  expect(terminal.screen).toContain("SOL session closed by BMC");
  await bmc.launch();
  expect(bmc.qemuPid).toBe(qemuPid);
  const next = await activate();
  next.type("root\r");
  await next.shows("# ");
  next.type("echo $((6 * 7000 + 1))\r");
  await next.shows("42001");
});
