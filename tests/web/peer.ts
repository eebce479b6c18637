import type { WebSocket } from "ws";

/** The far end of one of the page's WebSockets, with all that has arrived. */
export class Peer {
  readonly socket: WebSocket;
  readonly texts: Record<string, unknown>[] = [];
  bytes = Buffer.alloc(0);
  /** Sizes of the binary messages. */
  readonly sizes: number[] = [];
  closed: { code: number; reason: string } | undefined;
  refused: number | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data, isBinary) => {
      const message = data as Buffer;
      if (isBinary) {
        this.sizes.push(message.length);
        this.bytes = Buffer.concat([this.bytes, message]);
      } else {
        this.texts.push(JSON.parse(message.toString()));
      }
      this.#changed();
    });
    socket.on("open", () => this.#changed());
    socket.on("close", (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.#changed();
    });
    socket.on("unexpected-response", (_request, response) => {
      this.refused = response.statusCode;
      response.destroy();
      this.#changed();
    });
    socket.on("error", () => {});
  }

  get text(): string {
    return this.bytes.toString("latin1");
  }

  /** Waits until something that arrives makes it true. */
  async until(isTrue: (peer: this) => boolean, milliseconds = 5000): Promise<void> {
    const deadline = Date.now() + milliseconds;
    while (!isTrue(this)) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`Waited ${milliseconds} ms for ${isTrue}`);
      await this.#change(left);
    }
  }

  async message(type: string): Promise<Record<string, unknown>> {
    const found = () => this.texts.find(text => text.type === type);
    await this.until(() => found() !== undefined);
    return found() ?? {};
  }

  #change(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(done, milliseconds);
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
      this.#waiting.add(done);
    });
  }

  #changed(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
