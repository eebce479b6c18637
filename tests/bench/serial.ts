import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { password, RunningBmc, userName } from "../support/running-bmc.ts";
import { cpuTime, ms, percentile, residentMegabytes, row } from "./measure.ts";

const viewers = 3;
const floodSeconds = 10;
const acknowledged = 64 * 1024;

/** What a page does with the line: it reads, and says now and then how far it is. */
class Viewer {
  readonly #socket: WebSocket;
  readonly #chunks: Buffer[] = [];
  #offset = 0;
  #told = 0;
  messages = 0;
  skipped = 0;
  /** Milliseconds between two messages, each. */
  readonly gaps: number[] = [];
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data, isBinary) => (isBinary ? this.#read(data as Buffer) : this.#hear(`${data}`)));
  }

  static async open(bmc: RunningBmc): Promise<Viewer> {
    const authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`;
    const url = `ws://127.0.0.1:${bmc.webPort}/ws/serial?window=524288`;
    const socket = new WebSocket(url, { perMessageDeflate: false, headers: { authorization } });
    const viewer = new Viewer(socket);
    await once(socket, "open");
    return viewer;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  type(text: string): void {
    this.#socket.send(Buffer.from(text));
  }

  close(): void {
    this.#socket.terminate();
  }

  #hear(text: string): void {
    const message = JSON.parse(text);
    if (message.type === "hello") {
      this.#offset = message.offset;
      this.#told = message.offset;
    }
    if (message.type === "skipped") this.skipped += message.bytes;
  }

  #read(data: Buffer): void {
    const now = performance.now();
    if (this.messages > 0) this.gaps.push(now - this.#last);
    this.#last = now;
    this.messages += 1;
    this.#chunks.push(data);
    this.#offset += data.length;
    if (this.#offset - this.#told < acknowledged) return;
    this.#told = this.#offset;
    this.#socket.send(JSON.stringify({ type: "seen", offset: this.#offset }));
  }
}

/** A guest that prints as fast as its UART lets it, and three viewers of its page. */
export async function benchSerial(): Promise<void> {
  const bmc = await RunningBmc.start({ WEB_TLS: "false" });
  const open: Viewer[] = [];
  try {
    await bmc.guestPrints("login:");
    for (let n = 0; n < viewers; n += 1) open.push(await Viewer.open(bmc));
    const [first] = open;
    first?.type("root\r");
    await bmc.guestPrints("~ # ");
    const quiet = residentMegabytes(bmc.pid);
    const from = bmc.serialLog.length;
    const cpu = cpuTime(bmc.pid);
    const begun = performance.now();
    first?.type(`timeout ${floodSeconds} yes 0123456789012345678901234567890123456789; echo E""ND\r`);
    await bmc.guestPrints("END", from, 6 * floodSeconds);
    const seconds = (performance.now() - begun) / 1000;
    const used = (cpuTime(bmc.pid) - cpu) / 1_000_000;
    const record = bmc.serialLog;
    for (const viewer of open) while (viewer.bytes.length < record.length) await sleep(50);
    const lost = open.map(({ bytes }) =>
      bytes.toString("latin1") === record ? 0 : record.length - bytes.length,
    );
    const gaps = open.flatMap(viewer => viewer.gaps);
    const messages = open.reduce((sum, viewer) => sum + viewer.messages, 0) / viewers;
    row(
      `serial flood, ${viewers} viewers`,
      `${((record.length - from) / 1000 / seconds).toFixed(0)} kB/s`,
      `${lost.reduce((sum, bytes) => sum + bytes, 0)} bytes lost`,
      `${open.reduce((sum, viewer) => sum + viewer.skipped, 0)} skipped`,
    );
    row(
      "  messages to each viewer",
      `${(messages / seconds).toFixed(0)} /s`,
      `p99 gap ${ms(percentile(gaps, 0.99))}`,
    );
    row("  CPU of the BMC", `${((100 * used) / seconds).toFixed(0)} % of a core`);
    row(
      "  resident memory of the BMC",
      `${residentMegabytes(bmc.pid).toFixed(0)} MB`,
      `${quiet.toFixed(0)} MB before`,
    );
  } finally {
    for (const viewer of open) viewer.close();
    await bmc.close();
  }
}
