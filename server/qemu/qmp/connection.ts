import { connect, type Socket } from "node:net";
import { QmpCommandError, QmpDisconnected, QmpProtocolError, QmpTimeout } from "./errors.ts";
import type { QmpCommand, QmpCommands, QmpEvent, QmpGreeting } from "./protocol.ts";

const commandTimeout = 5000;
/** A longer line than any answer that this project asks for; what goes beyond it is not QMP. */
const lineLimit = 16 * 1024 * 1024;

interface Pending {
  readonly command: string;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

interface Message {
  readonly id?: number;
  readonly return?: unknown;
  readonly error?: { class: string; desc: string };
  readonly event?: string;
  readonly QMP?: QmpGreeting["QMP"];
}

export interface QmpListener {
  onEvent(event: QmpEvent): void;
  onClose(detail: string): void;
}

/** One conversation over one monitor socket: commands are pipelined and answered by id. */
export class QmpConnection {
  readonly #socket: Socket;
  readonly #listener: QmpListener;
  readonly #pending = new Map<number, Pending>();
  readonly #greeting = Promise.withResolvers<QmpGreeting["QMP"]>();
  #lastId = 0;
  #closed: string | undefined;
  #partialChunks: string[] = [];
  #partialLength = 0;

  private constructor(socket: Socket, listener: QmpListener) {
    this.#socket = socket;
    this.#listener = listener;
    this.#greeting.promise.catch(() => {});
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => this.#onText(text));
    socket.on("error", error => this.#close(error.message));
    socket.on("close", () => this.#close("the socket was closed"));
  }

  /**
   * Connects, waits for the greeting and leaves capabilities negotiation.
   * @throws QmpDisconnected | QmpTimeout | QmpProtocolError
   */
  static async open(path: string, listener: QmpListener, timeout = commandTimeout): Promise<QmpConnection> {
    const connection = new QmpConnection(connect(path), listener);
    const timer = setTimeout(() => connection.destroy(new QmpTimeout("with a greeting", timeout)), timeout);
    try {
      await connection.#greeting.promise;
    } finally {
      clearTimeout(timer);
    }
    await connection.execute("qmp_capabilities", {}, timeout);
    return connection;
  }

  get greeting(): Promise<QmpGreeting["QMP"]> {
    return this.#greeting.promise;
  }

  /** @throws QmpCommandError | QmpDisconnected | QmpTimeout */
  execute<C extends QmpCommand>(
    command: C,
    args: QmpCommands[C]["arguments"],
    timeout = commandTimeout,
  ): Promise<QmpCommands[C]["returns"]> {
    if (this.#closed !== undefined) return Promise.reject(new QmpDisconnected(this.#closed));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new QmpTimeout(command, timeout));
      }, timeout);
      this.#pending.set(id, { command, resolve, reject, timer });
      this.#socket.write(`${JSON.stringify({ execute: command, arguments: args, id })}\n`);
    });
  }

  destroy(error?: Error): void {
    this.#close(error?.message ?? "it was closed", error);
    this.#socket.destroy();
  }

  #onText(text: string): void {
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      this.#onLine(this.#takePartial() + text.slice(start, end));
      start = end + 1;
    }
    if (start === text.length) return;
    this.#partialChunks.push(text.slice(start));
    this.#partialLength += text.length - start;
    if (this.#partialLength > lineLimit) this.destroy(new QmpProtocolError("QMP line without an end"));
  }

  #takePartial(): string {
    if (this.#partialChunks.length === 0) return "";
    const partial = this.#partialChunks.join("");
    this.#partialChunks = [];
    this.#partialLength = 0;
    return partial;
  }

  #onLine(line: string): void {
    if (line.trim() === "" || this.#closed !== undefined) return;
    let message: Message;
    try {
      message = JSON.parse(line) as Message;
    } catch {
      this.destroy(new QmpProtocolError(`Not QMP: ${line.slice(0, 80)}`));
      return;
    }
    if (message.QMP) this.#greeting.resolve(message.QMP);
    else if (message.event !== undefined) this.#listener.onEvent(message as QmpEvent);
    else if (message.id !== undefined) this.#answer(message.id, message);
  }

  #answer(id: number, message: Message): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    clearTimeout(pending.timer);
    const { error } = message;
    if (error) pending.reject(new QmpCommandError(pending.command, error.class, error.desc));
    else pending.resolve(message.return as never);
  }

  #close(detail: string, error: Error = new QmpDisconnected(detail)): void {
    if (this.#closed !== undefined) return;
    this.#closed = detail;
    this.#greeting.reject(error);
    for (const { timer, reject } of this.#pending.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#pending.clear();
    this.#listener.onClose(detail);
  }
}
