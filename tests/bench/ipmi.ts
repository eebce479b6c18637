import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { password, RunningBmc, userName } from "../support/running-bmc.ts";
import type { CommandName, Load, Loaded } from "./ipmi-load.ts";
import type { Door } from "./ipmi-session.ts";
import { startIpmiSim } from "./ipmi-sim.ts";
import { cpuTime, median, percentile, ratio, residentMegabytes, row } from "./measure.ts";

const run = promisify(execFile);

const processes = 100;
const lines = 3000;
const setUps = 3000;
const commands = 40_000;
/** Each of these starts a shell. */
const scriptCommands = 2000;
const manySessions = 40;
/** For the growth of the resident memory. A smaller number makes a run short. */
const soak = Number(process.env.BENCH_IPMI_COMMANDS ?? 1_000_000);

interface Server {
  readonly name: string;
  readonly pid: number;
  readonly door: Required<Door>;
}

/** Every figure of a server is a name and a number. */
type Figures = Map<string, number>;

/** The client is a process of its own: it shares no event loop with anybody. */
async function put(load: Load, { door }: Server): Promise<Loaded> {
  const client = fork(new URL("./ipmi-load.ts", import.meta.url), { serialization: "advanced" });
  client.send({ door, load });
  const [answer] = await Promise.race([
    once(client, "message"),
    once(client, "exit").then(([code]) => {
      throw new Error(`The client ended with ${code}.`);
    }),
  ]);
  return answer as Loaded;
}

/** Commands one after the other, in so many sessions at once. */
async function rate(
  server: Server,
  figures: Figures,
  command: CommandName,
  sessions: number,
  count = commands,
): Promise<void> {
  const label = `${command}, ${sessions === 1 ? "one session" : `${sessions} sessions`}`;
  const before = cpuTime(server.pid);
  const { seconds, times } = await put({ kind: "commands", command, sessions, count }, server);
  const settled = times.slice(times.length / 10);
  figures.set(`${label}, /s`, times.length / seconds);
  figures.set(`${label}, p50 µs`, median(settled));
  figures.set(`${label}, p99 µs`, percentile(settled, 0.99));
  figures.set(`${label}, CPU µs a command`, (cpuTime(server.pid) - before) / times.length);
}

const ipmitool = ({ door: { port, user, password: secret, suite } }: Server): readonly string[] => [
  ...["-I", "lanplus", "-H", "127.0.0.1", "-p", `${port}`, "-U", user, "-P", secret, "-C", `${suite}`],
];

async function ipmitoolProcesses(server: Server, figures: Figures, line: string): Promise<void> {
  const begun = performance.now();
  for (let n = 0; n < processes; n++) await run("ipmitool", [...ipmitool(server), ...line.split(" ")]);
  figures.set(`ipmitool ${line}, processes /s`, processes / ((performance.now() - begun) / 1000));
}

async function ipmitoolLoop(server: Server, figures: Figures, line: string, answer: RegExp): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "ipmi-bench-"));
  const file = join(dir, "lines");
  writeFileSync(file, `${line}\n`.repeat(lines));
  const before = cpuTime(server.pid);
  const begun = performance.now();
  const { stdout } = await run("ipmitool", [...ipmitool(server), "exec", file], { maxBuffer: 1 << 26 });
  const seconds = (performance.now() - begun) / 1000;
  rmSync(dir, { recursive: true });
  const answers = stdout.match(answer)?.length ?? 0;
  if (answers !== lines) throw new Error(`${server.name} answered ${answers} of ${lines} times.`);
  figures.set(`ipmitool exec ${line}, /s`, lines / seconds);
  figures.set(`ipmitool exec ${line}, CPU µs a command`, (cpuTime(server.pid) - before) / lines);
}

async function sessionSetUps(server: Server, figures: Figures): Promise<void> {
  const { seconds, times } = await put({ kind: "set-ups", count: setUps }, server);
  figures.set("session set-up and close, /s", times.length / seconds);
  figures.set("session set-up and close, p50 µs", median(times));
}

async function measure(server: Server): Promise<Figures> {
  const figures: Figures = new Map([["resident MB before", residentMegabytes(server.pid)]]);
  await ipmitoolProcesses(server, figures, "chassis power status");
  await ipmitoolLoop(server, figures, "mc info", /^Device ID {2}/gm);
  await ipmitoolLoop(server, figures, "chassis power status", /^Chassis Power is/gm);
  await sessionSetUps(server, figures);
  await rate(server, figures, "Get Chassis Status", 1);
  await rate(server, figures, "Get Device ID", 1);
  await rate(server, figures, "Get Device ID", manySessions);
  figures.set("resident MB after", residentMegabytes(server.pid));
  return figures;
}

async function measureScript(server: Server): Promise<Figures> {
  const figures: Figures = new Map();
  await ipmitoolProcesses(server, figures, "chassis power status");
  await ipmitoolLoop(server, figures, "chassis power status", /^Chassis Power is/gm);
  await rate(server, figures, "Get Chassis Status", 1, scriptCommands);
  return figures;
}

function table(ours: Figures, simulator: Figures, withScript: Figures): void {
  row("IPMI", "ours", "ipmi_sim", "ours : ipmi_sim", "with chassis script", "ours : script");
  const shown = (value: number | undefined): string =>
    value === undefined ? "" : value.toFixed(value < 100 ? 1 : 0);
  for (const [name, value] of ours) {
    const [base, script] = [simulator.get(name), withScript.get(name)];
    const against = (other: number | undefined): string => (other === undefined ? "" : ratio(value, other));
    row(`  ${name}`, shown(value), shown(base), against(base), shown(script), against(script));
  }
}

async function memoryOver(server: Server): Promise<void> {
  const steps = 10;
  const load: Load = {
    kind: "commands",
    command: "Get Chassis Status",
    sessions: manySessions,
    count: soak / steps,
  };
  const before = cpuTime(server.pid);
  const resident = [residentMegabytes(server.pid)];
  for (let step = 0; step < steps; step++) {
    await put(load, server);
    resident.push(residentMegabytes(server.pid));
  }
  const shown = resident.map(megabytes => megabytes.toFixed(0)).join(" ");
  row(`  resident MB over ${soak} commands, ${manySessions} sessions`, shown);
  row("  CPU µs a command over those", ((cpuTime(server.pid) - before) / soak).toFixed(1));
}

/** Every figure of our BMC, with its guest running, beside the simulator's with and without a chassis script. */
export async function benchIpmi(): Promise<void> {
  const bmc = await RunningBmc.start();
  const [simulator, withScript] = await Promise.all([startIpmiSim(), startIpmiSim({ withScript: true })]);
  const ours: Server = {
    name: "qemu-bmc",
    pid: bmc.pid,
    door: { port: bmc.ipmiPort, user: userName, password, suite: 3 },
  };
  try {
    await bmc.guestPrints("login:");
    table(
      await measure(ours),
      await measure({ name: "ipmi_sim", ...simulator }),
      await measureScript({ name: "ipmi_sim with script", ...withScript }),
    );
    await memoryOver(ours);
  } finally {
    await Promise.all([simulator.close(), withScript.close()]);
    await bmc.close();
  }
}
