import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { password, RunningBmc, userName } from "../support/running-bmc.ts";
import { median, percentile, ratio, row } from "./measure.ts";

/** One full screen of 1920 × 1080, 32 bit. */
const frame = Buffer.alloc(1920 * 1080 * 4, 0x5a);
const frames = 60;
const roundTrips = 2000;
const interleaved = 5;

/** Stands for QEMU's VNC server, which its display timer would hold to 8 MB/s: "f" gives a frame, all else an echo. */
function screenServer(path: string) {
  const server = createServer(socket => {
    socket.setNoDelay?.(true);
    socket.on("error", () => {});
    socket.on("data", data => {
      if (data[0] === 0x66) for (const _ of data) socket.write(frame);
      else socket.write(data);
    });
  }).listen(path);
  return () => server.close();
}

/** A way to the screen: sends, and hands on what comes. */
interface Way {
  send(data: Buffer): void;
  onData: (data: Buffer) => void;
  close(): void;
}

async function direct(path: string): Promise<Way> {
  const socket: Socket = connect(path);
  await once(socket, "connect");
  const way: Way = { send: data => socket.write(data), onData: () => {}, close: () => socket.destroy() };
  socket.on("data", (data: Buffer) => way.onData(data));
  return way;
}

async function proxied(bmc: RunningBmc): Promise<Way> {
  const authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`;
  const url = `ws://127.0.0.1:${bmc.webPort}/ws/display`;
  const socket = new WebSocket(url, { perMessageDeflate: false, headers: { authorization } });
  await once(socket, "open");
  const way: Way = { send: data => socket.send(data), onData: () => {}, close: () => socket.terminate() };
  socket.on("message", data => way.onData(data as Buffer));
  return way;
}

/** Frames asked for one after the other. @returns MB/s */
async function throughput(way: Way): Promise<number> {
  const begun = performance.now();
  for (let n = 0; n < frames; n++) {
    let missing = frame.length;
    await new Promise<void>(resolve => {
      way.onData = data => {
        missing -= data.length;
        if (missing <= 0) resolve();
      };
      way.send(Buffer.from("f"));
    });
  }
  return (frames * frame.length) / 1000 / (performance.now() - begun);
}

/** @returns microseconds, each */
async function latencies(way: Way): Promise<number[]> {
  const times: number[] = [];
  const request = Buffer.from("01234567");
  for (let n = 0; n < roundTrips; n++) {
    const begun = performance.now();
    await new Promise<void>(resolve => {
      way.onData = () => resolve();
      way.send(request);
    });
    times.push((performance.now() - begun) * 1000);
  }
  return times;
}

/** The display proxy beside the unix socket that it proxies, in turns. */
export async function benchDisplay(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "screen-"));
  const path = join(dir, "vnc.sock");
  const stop = screenServer(path);
  const attached = { QMP_SOCK: join(dir, "absent.sock"), VNC_SOCK: path, WEB_TLS: "false" };
  const bmc = await RunningBmc.start(attached);
  const [directWay, proxiedWay] = [await direct(path), await proxied(bmc)];
  const [rates, trips] = [
    { direct: [] as number[], proxied: [] as number[] },
    { direct: [] as number[], proxied: [] as number[] },
  ];
  try {
    for (let n = 0; n < interleaved; n++) {
      rates.direct.push(await throughput(directWay));
      rates.proxied.push(await throughput(proxiedWay));
      trips.direct.push(...(await latencies(directWay)));
      trips.proxied.push(...(await latencies(proxiedWay)));
    }
  } finally {
    directWay.close();
    proxiedWay.close();
    await bmc.close();
    stop();
    rmSync(dir, { recursive: true });
  }
  const mbps = (value: number): string => `${value.toFixed(0)} MB/s`;
  const us = (value: number): string => `${value.toFixed(0)} µs`;
  const [rate, base] = [median(rates.proxied), median(rates.direct)];
  row("display proxy, throughput", mbps(rate), `${ratio(rate, base)} direct socket`);
  row("  direct unix socket", mbps(base));
  const [trip, directTrip] = [median(trips.proxied), median(trips.direct)];
  row("display proxy, round trip p50", us(trip), `${ratio(trip, directTrip)} direct socket`);
  row("display proxy, round trip p95", us(percentile(trips.proxied, 0.95)));
  row("  direct unix socket, p50", us(directTrip));
}
