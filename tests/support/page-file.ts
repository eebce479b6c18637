import { WebSocket } from "ws";
import type { MediaSlot } from "../../server/events/events.ts";
import { password, type RunningBmc, userName } from "./running-bmc.ts";

interface Read {
  readonly type: string;
  readonly id: number;
  readonly offset: number;
  readonly length: number;
}

/** A script that offers a file on /ws/media as the page does, and answers the machine's reads. */
export class PageFile {
  readonly #socket: WebSocket;
  readonly #file: Buffer;
  /** Whether reads are answered. */
  answers = true;
  reads = 0;
  closed: string | undefined;

  private constructor(socket: WebSocket, file: Buffer) {
    this.#socket = socket;
    this.#file = file;
  }

  /** Resolves when the machine sees the file. */
  static async insert(bmc: RunningBmc, slot: MediaSlot, name: string, file: Buffer): Promise<PageFile> {
    const authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`;
    const url = `${bmc.url.replace("https", "wss")}/ws/media`;
    const socket = new WebSocket(url, { rejectUnauthorized: false, headers: { authorization } });
    const page = new PageFile(socket, file);
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.once("open", () =>
        socket.send(JSON.stringify({ type: "offer", slot, name, size: file.length })),
      );
      socket.on("close", (_, reason) => {
        page.closed = reason.toString();
        reject(new Error(page.closed));
      });
      socket.on("message", data => {
        const message = JSON.parse(String(data)) as Read;
        if (message.type === "inserted") resolve();
        else page.#answer(message);
      });
    });
    return page;
  }

  #answer({ id, offset, length }: Read): void {
    this.reads += 1;
    if (!this.answers) return;
    const header = Buffer.alloc(4);
    header.writeUInt32BE(id);
    this.#socket.send(Buffer.concat([header, this.#file.subarray(offset, offset + length)]));
  }

  /** As a tab that is closed. */
  leave(): void {
    this.#socket.terminate();
  }
}
