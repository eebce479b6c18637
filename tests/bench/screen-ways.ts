import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, password, type RunningBmc, userName } from "../support/running-bmc.ts";

/** A connection to the screen: sends, and tells how many bytes of it came. */
export interface Way {
  send(data: Buffer): void;
  onBytes: (count: number) => void;
  readonly socket: Socket;
}

/** Straight to the screen's own socket. */
export async function direct(path: string): Promise<Way> {
  const socket = connect(path);
  await once(socket, "connect");
  const way: Way = { send: data => socket.write(data), onBytes: () => {}, socket };
  socket.on("data", (data: Buffer) => way.onBytes(data.length));
  return way;
}

const binary = 0x2;
const ping = 0x9;
const pong = 0xa;

/** A message of up to 125 bytes (RFC 6455 §5.2). A mask of zeros changes nothing, and costs the far end the same. */
const masked = (opcode: number, payload: Buffer = Buffer.alloc(0)): Buffer =>
  Buffer.concat([Buffer.of(0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0), payload]);

/** @returns the bytes of a frame's header, and of its payload; undefined where too little is there */
function frameAt(data: Buffer): { readonly head: number; readonly length: number } | undefined {
  if (data.length < 10 && data.length < 2 + ([2, 8][(data[1] ?? 0) - 126] ?? 0)) return undefined;
  const short = data.readUInt8(1);
  if (short < 126) return { head: 2, length: short };
  if (short === 126) return { head: 4, length: data.readUInt16BE(2) };
  return { head: 10, length: Number(data.readBigUInt64BE(2)) };
}

/** Takes frames apart and counts, without a copy: what is measured is the proxy, and not its client. */
function counter(onBytes: (count: number) => void, onPing: () => void): (data: Buffer) => void {
  let rest = 0;
  let kept: Buffer = Buffer.alloc(0);
  return chunk => {
    let data = kept.length > 0 ? Buffer.concat([kept, chunk]) : chunk;
    while (data.length > 0) {
      if (rest === 0) {
        const frame = frameAt(data);
        if (!frame) break;
        if ((data.readUInt8(0) & 0xf) === ping) onPing();
        data = data.subarray(frame.head);
        rest = frame.length;
      }
      const part = Math.min(rest, data.length);
      rest -= part;
      data = data.subarray(part);
      if (part > 0) onBytes(part);
    }
    kept = data;
  };
}

/** Over a WebSocket at this port of ours, which is plain HTTP. */
async function overWebSocket(port: number, path: string, headers: readonly string[]): Promise<Way> {
  const socket = connect(port, "127.0.0.1").setNoDelay(true);
  await once(socket, "connect");
  const request = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    ...headers,
  ];
  socket.write(`${request.join("\r\n")}\r\n\r\n`);
  const way: Way = { send: data => socket.write(masked(binary, data)), onBytes: () => {}, socket };
  const count = counter(
    bytes => way.onBytes(bytes),
    () => socket.write(masked(pong)),
  );
  let answer = Buffer.alloc(0);
  await new Promise<void>((resolve, reject) => {
    socket.once("close", () => reject(new Error(`Not upgraded: ${answer.toString("latin1")}`)));
    socket.on("data", function take(data: Buffer): void {
      answer = Buffer.concat([answer, data]);
      const end = answer.indexOf("\r\n\r\n");
      if (end < 0 || !answer.toString("latin1", 0, 12).endsWith("101")) return;
      socket.off("data", take).on("data", count);
      resolve();
      // The first frame may have come with the answer, and its reader has still to be set.
      const rest = answer.subarray(end + 4);
      setImmediate(() => count(rest));
    });
  });
  return way;
}

export function proxied({ webPort }: RunningBmc): Promise<Way> {
  const credentials = Buffer.from(`${userName}:${password}`).toString("base64");
  return overWebSocket(webPort, "/ws/display", [`Authorization: Basic ${credentials}`]);
}

/** websockify in front of a screen's socket. It makes a process for each connection. */
export class Websockify {
  readonly #process: ChildProcess;
  readonly #port: number;

  private constructor(process: ChildProcess, port: number) {
    this.#process = process;
    this.#port = port;
  }

  static async start(path: string): Promise<Websockify> {
    const port = await freePort();
    const child = spawn("websockify", [`127.0.0.1:${port}`, `--unix-target=${path}`], { stdio: "ignore" });
    const websockify = new Websockify(child, port);
    for (let tries = 0; ; tries++) {
      try {
        (await websockify.open()).socket.destroy();
        return websockify;
      } catch (error) {
        if (tries > 100) throw error;
        await sleep(100);
      }
    }
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  open(): Promise<Way> {
    return overWebSocket(this.#port, "/", ["Sec-WebSocket-Protocol: binary"]);
  }

  close(): void {
    this.#process.kill();
  }
}
