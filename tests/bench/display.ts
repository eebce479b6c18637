import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { RunningBmc } from "../support/running-bmc.ts";
import { childrenOf, cpuTime, median, ms, percentile, residentMegabytes, row } from "./measure.ts";
import { direct, proxied, type Way, Websockify } from "./screen-ways.ts";

/** One full screen of 1920 × 1080, 32 bit. */
const frame = Buffer.alloc(1920 * 1080 * 4, 0x5a);
const framesPerRound = 20;
const tripsPerRound = 300;
const connectsPerRound = 3;
const rounds = 25;
/** Frames that are on their way to a viewer who does not read. */
const pendingFrames = 100;
const stallMilliseconds = 2000;

const greeting = "RFB 003.008\n";
const wanted = "f".charCodeAt(0);

/** Stands for QEMU's VNC server, which its display timer would hold to 8 MB/s: "f" gives a frame, all else an echo. */
function screenServer(path: string) {
  const server = createServer(socket => {
    socket.on("error", () => {});
    socket.write(greeting);
    socket.on("data", data => {
      if (data[0] === wanted) for (const _ of data) socket.write(frame);
      else socket.write(data);
    });
  }).listen(path);
  return () => server.close();
}

/** Resolves when so many bytes have come since now. */
function arrival(way: Way, bytes: number): Promise<void> {
  let missing = bytes;
  return new Promise(resolve => {
    way.onBytes = count => {
      missing -= count;
      if (missing <= 0) resolve();
    };
  });
}

/** Frames asked for one after the other. @returns MB/s */
async function throughput(way: Way): Promise<number> {
  const begun = performance.now();
  for (let n = 0; n < framesPerRound; n++) {
    const came = arrival(way, frame.length);
    way.send(Buffer.of(wanted));
    await came;
  }
  return (framesPerRound * frame.length) / 1000 / (performance.now() - begun);
}

/** @returns microseconds, each */
async function roundTrips(way: Way): Promise<number[]> {
  const times: number[] = [];
  const request = Buffer.from("01234567");
  for (let n = 0; n < tripsPerRound; n++) {
    const begun = performance.now();
    const came = arrival(way, request.length);
    way.send(request);
    await came;
    times.push((performance.now() - begun) * 1000);
  }
  return times;
}

type Open = () => Promise<Way>;

async function opened(open: Open): Promise<Way> {
  const way = await open();
  await arrival(way, greeting.length);
  return way;
}

/** From nothing to the first bytes of the screen. @returns milliseconds, each */
async function connects(open: Open): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < connectsPerRound; n++) {
    const begun = performance.now();
    (await opened(open)).socket.destroy();
    times.push(performance.now() - begun);
  }
  return times;
}

/** @returns by how many MiB the BMC has grown while a viewer did not read what it had asked for */
async function stalled(way: Way, pid: number): Promise<number> {
  const before = residentMegabytes(pid);
  way.socket.pause();
  way.send(Buffer.alloc(pendingFrames, wanted));
  let most = before;
  for (const begun = performance.now(); performance.now() - begun < stallMilliseconds; ) {
    await sleep(50);
    most = Math.max(most, residentMegabytes(pid));
  }
  return most - before;
}

class Figures {
  /** MB/s, of each round. */
  readonly rates: number[] = [];
  readonly trips: number[] = [];
  readonly connects: number[] = [];
  /** What the throughput has cost the process that carries it, if there is one. */
  cpuMicroseconds = 0;
  readonly #open: Open;
  readonly #way: Way;
  readonly #pid: number | undefined;

  private constructor(open: Open, way: Way, pid: number | undefined) {
    this.#open = open;
    this.#way = way;
    this.#pid = pid;
  }

  static async of(open: Open, pid: () => number | undefined = () => undefined): Promise<Figures> {
    const way = await opened(open);
    return new Figures(open, way, pid());
  }

  async measure(): Promise<void> {
    const cpu = (): number => (this.#pid === undefined ? 0 : cpuTime(this.#pid));
    const before = cpu();
    this.rates.push(await throughput(this.#way));
    this.cpuMicroseconds += cpu() - before;
    this.trips.push(...(await roundTrips(this.#way)));
    this.connects.push(...(await connects(this.#open)));
  }

  close(): void {
    this.#way.socket.destroy();
  }
}

/** Of figures that were taken in turns: what burdens the machine burdens both of a pair. */
const besides = (values: readonly number[], others: readonly number[]): string =>
  `${median(values.map((value, round) => value / (others[round] ?? Number.NaN))).toFixed(2)} × websockify`;

function report(ours: Figures, websockify: Figures, bare: Figures): void {
  const us = (value: number): string => `${value.toFixed(0)} µs`;
  const gigabytes = (rounds * framesPerRound * frame.length) / 1e9;
  const ways = [
    ["ours", ours],
    ["websockify", websockify],
    ["direct unix socket", bare],
  ] as const;
  for (const [name, { rates, cpuMicroseconds }] of ways) {
    const cpu = cpuMicroseconds > 0 ? [`${(cpuMicroseconds / 1000 / gigabytes).toFixed(0)} ms CPU a GB`] : [];
    const rate = `${median(rates).toFixed(0)} MB/s`;
    row(`screen, throughput: ${name}`, rate, besides(rates, websockify.rates), ...cpu);
  }
  for (const [name, { trips }] of ways) {
    const added = us(median(trips) - median(bare.trips));
    row(
      `screen, round trip: ${name}`,
      `p50 ${us(median(trips))}`,
      `p95 ${us(percentile(trips, 0.95))}`,
      `${added} added`,
    );
  }
  for (const [name, { connects }] of ways) {
    row(`screen, connection to first bytes: ${name}`, `p50 ${ms(median(connects))}`);
  }
}

/**
 * The display proxy, websockify and the unix socket that both proxy, in turns. The screen and the viewer are in this
 * process, so that on a machine with two cores a proxy has one of its own.
 */
export async function benchDisplay(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "screen-"));
  const path = join(dir, "vnc.sock");
  const stop = screenServer(path);
  const attached = { QMP_SOCK: join(dir, "absent.sock"), VNC_SOCK: path, WEB_TLS: "false" };
  const bmc = await RunningBmc.start(attached);
  const websockify = await Websockify.start(path);
  try {
    // A viewer who reads warms up what a stalled one is not to be blamed for.
    const warm = await Figures.of(() => proxied(bmc));
    await warm.measure();
    warm.close();
    const viewer = await opened(() => proxied(bmc));
    const grown = await stalled(viewer, bmc.pid);
    row(
      `screen, memory for a stalled viewer, ${pendingFrames} frames pending`,
      `${grown.toFixed(1)} MiB more`,
    );
    viewer.socket.destroy();

    const all = [
      await Figures.of(
        () => proxied(bmc),
        () => bmc.pid,
      ),
      await Figures.of(
        () => websockify.open(),
        () => childrenOf(websockify.pid).at(-1),
      ),
      await Figures.of(() => direct(path)),
    ] as const;
    for (let round = 0; round < rounds; round++) for (const figures of all) await figures.measure();
    report(...all);
    for (const figures of all) figures.close();
  } finally {
    websockify.close();
    await bmc.close();
    stop();
    rmSync(dir, { recursive: true });
  }
}
