import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type ListenOptions, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { password, RunningBmc, userName } from "../support/running-bmc.ts";
import type { Door } from "./ipmi-session.ts";
import { startIpmiSim } from "./ipmi-sim.ts";
import { median, ms, percentile, row } from "./measure.ts";

const bursts = 5;
const burstLines = 4000;
const keys = 100;
/** Milliseconds: longer than anybody accumulates characters. */
const silence = 80;
/** Milliseconds without a byte after which a burst is over. */
const burstPatience = 1500;

/** A serial line whose machine is this program: it counts what comes, and says what it is told to. */
class SyntheticSerial {
  readonly #server: Server;
  readonly #connected: Promise<Socket>;

  constructor() {
    this.#server = createServer();
    this.#connected = once(this.#server, "connection").then(([socket]) => (socket as Socket).setNoDelay());
  }

  async listen(where: ListenOptions): Promise<number | undefined> {
    this.#server.listen(where);
    await once(this.#server, "listening");
    const address = this.#server.address() as AddressInfo | string;
    return typeof address === "string" ? undefined : address.port;
  }

  get socket(): Promise<Socket> {
    return this.#connected;
  }

  async close(): Promise<void> {
    (await this.#connected).destroy();
    this.#server.close();
  }
}

interface Bench {
  readonly serial: Socket;
  readonly console: ChildProcessWithoutNullStreams;
}

/** ipmitool, as a user has it, without a terminal between. */
async function openConsole(door: Required<Door>, serial: Socket): Promise<Bench> {
  const { port, user, suite } = door;
  const console = spawn("ipmitool", [
    ...["-I", "lanplus", "-H", "127.0.0.1", "-p", `${port}`, "-U", user, "-P", door.password],
    ...["-C", `${suite}`, "-L", "ADMINISTRATOR", "sol", "activate"],
  ]);
  const greets = setInterval(() => serial.write("."), 20);
  await once(console.stdout, "data");
  clearInterval(greets);
  await sleep(silence);
  return { serial, console };
}

async function closeConsole({ console }: Bench): Promise<void> {
  const ended = once(console, "exit");
  console.stdin.write("\r~.");
  await ended;
}

/** Milliseconds from an act until bytes come. */
async function until(stream: NodeJS.ReadableStream, act: () => void): Promise<number> {
  const arrived = once(stream, "data");
  const begun = performance.now();
  act();
  await arrived;
  return performance.now() - begun;
}

async function latencies(act: () => Promise<number>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let n = 0; n < keys; n += 1) {
    await sleep(silence);
    times.push(await act());
  }
  return times;
}

interface Burst {
  readonly bytesPerSecond: number;
  readonly lost: number;
  readonly doubled: number;
}

/** So many numbered lines at once, and what becomes of them. */
async function burst({ serial, console }: Bench): Promise<Burst> {
  await sleep(silence);
  const line = (n: number): string => `<${n}>${"x".repeat(50 - 4 - `${n}`.length)}\r\n`;
  const text = Array.from({ length: burstLines }, (_, n) => line(n)).join("");
  let [shown, last] = ["", 0];
  const take = (data: Buffer): void => {
    shown += data.toString("latin1");
    last = performance.now();
  };
  console.stdout.on("data", take);
  const begun = performance.now();
  last = begun;
  serial.write(text);
  while (shown.length < text.length && performance.now() - last < burstPatience) await sleep(5);
  // What comes twice may come late.
  await sleep(2 * silence);
  console.stdout.off("data", take);
  const numbers = Array.from(shown.matchAll(/<(\d+)>x+\r\n/g), ([, number]) => number);
  const different = new Set(numbers).size;
  return {
    bytesPerSecond: (1000 * shown.length) / (last - begun),
    lost: burstLines - different,
    doubled: numbers.length - different,
  };
}

async function measure(name: string, door: Required<Door>, serial: Socket): Promise<void> {
  const bench = await openConsole(door, serial);
  const { console } = bench;
  const key = await latencies(() => until(serial, () => console.stdin.write("k")));
  const first = await latencies(() => until(console.stdout, () => serial.write("c")));
  serial.on("data", data => serial.write(data));
  const echo = await latencies(() => until(console.stdout, () => console.stdin.write("e")));
  serial.removeAllListeners("data").resume();
  const results: Burst[] = [];
  for (let n = 0; n < bursts; n += 1) results.push(await burst(bench));
  await closeConsole(bench);

  const tell = (what: string, times: readonly number[]): void =>
    row(`SOL, ${name}: ${what}`, `p50 ${ms(median(times))}`, `p99 ${ms(percentile(times, 0.99))}`);
  tell("key to serial", key);
  tell("serial to console, first character", first);
  tell("echo of a key", echo);
  const sum = (of: (burst: Burst) => number): number => results.reduce((total, it) => total + of(it), 0);
  row(
    `SOL, ${name}: burst of ${burstLines} lines, ${bursts} times`,
    `${(median(results.map(it => it.bytesPerSecond)) / 1000).toFixed(0)} kB/s`,
    `${sum(it => it.lost)} lost, ${sum(it => it.doubled)} doubled`,
  );
}

async function measureOurs(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "sol-"));
  const [QMP_SOCK, SERIAL_SOCK] = [join(dir, "qmp.sock"), join(dir, "serial.sock")];
  const line = new SyntheticSerial();
  await line.listen({ path: SERIAL_SOCK });
  // The machine itself has nothing to do; only its serial line is another.
  const qemu = spawn(
    "qemu-system-x86_64",
    [
      ...["-nodefaults", "-display", "none", "-machine", "q35", "-accel", "tcg", "-m", "64"],
      ...["-qmp", `unix:${QMP_SOCK},server=on,wait=off`],
    ],
    { stdio: "ignore" },
  );
  const bmc = await RunningBmc.start({ QMP_SOCK, SERIAL_SOCK });
  try {
    const door = { port: bmc.ipmiPort, user: userName, password, suite: 17 } as const;
    await measure("ours", door, await line.socket);
  } finally {
    await bmc.close();
    await line.close();
    qemu.kill("SIGKILL");
    rmSync(dir, { recursive: true });
  }
}

async function measureIpmiSim(): Promise<void> {
  const line = new SyntheticSerial();
  const serial = await line.listen({ host: "127.0.0.1", port: 0 });
  const sim = await startIpmiSim(serial === undefined ? {} : { serial });
  try {
    await measure("ipmi_sim", sim.door, await line.socket);
  } finally {
    await sim.close();
    await line.close();
  }
}

/** Serial over LAN with real ipmitool, from a serial line that is as fast as this program. */
export async function benchSol(): Promise<void> {
  await measureIpmiSim();
  await measureOurs();
}
