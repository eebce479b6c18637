import type { Socket } from "node:net";
import type { ServerChannel } from "ssh2";

/** Who gets what the client sends on a channel. */
export interface InputTarget {
  receive(data: Buffer): void;
  /** The client sends no more. */
  ended(): void;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

const clearedLine = "\r\u001b[K";

/** One channel of a connection: a person's terminal, or the three streams of a program. */
export class ClientChannel {
  /** Has the width of the terminal as `columns`, and says "resize" when that changes, as a terminal's own stream does. */
  readonly stream: ServerChannel;
  /** Aborted when the channel is no more. */
  readonly closed: AbortSignal;
  readonly isTerminal: boolean;
  /** Whether a command runs there. */
  isBusy = false;
  readonly #closing = new AbortController();
  readonly #socket: Socket;
  readonly #awaitingDrain: (() => void)[] = [];
  #targets: readonly InputTarget[] = [];
  #isProgressing = false;
  #hasEnded = false;

  /** @param socket of the connection, which may be slower than the client says that it is */
  constructor(stream: ServerChannel, socket: Socket, size: TerminalSize | undefined) {
    this.stream = stream;
    this.#socket = socket;
    this.closed = this.#closing.signal;
    this.isTerminal = size !== undefined;
    if (size) Object.assign(stream, size);
    stream.on("data", (data: Buffer) => this.receive(data));
    stream.once("end", () => {
      this.#hasEnded = true;
      this.#targets.at(-1)?.ended();
    });
    stream.once("close", () => this.close());
    // A write that crosses the client's end of the channel: what waits for the channel learns of it by `closed`.
    stream.on("error", () => this.close());
  }

  /** Bytes that are here, because the client sends faster than it is listened to or reads slower than it asks. */
  get backlog(): number {
    const { readableLength, writableLength, stderr } = this.stream;
    return readableLength + writableLength + stderr.writableLength;
  }

  /** Gives the input to whoever takes it now. */
  receive(data: Buffer): void {
    this.#targets.at(-1)?.receive(data);
  }

  resize(size: TerminalSize): void {
    Object.assign(this.stream, size);
    this.stream.emit("resize");
  }

  /** @returns gives the input back to who had it before */
  giveInputTo(target: InputTarget): () => void {
    this.#targets = [...this.#targets, target];
    if (this.#hasEnded) target.ended();
    return () => {
      this.#targets = this.#targets.filter(each => each !== target);
      if (this.#hasEnded) this.#targets.at(-1)?.ended();
    };
  }

  /** @param done called when the client has room for more */
  send(data: Buffer | string, done?: () => void): void {
    if (this.closed.aborted) return;
    this.stream.write(data, done && (() => this.#whenDrained(done)));
  }

  /** Lines for whoever reads standard output. */
  print(text: string): void {
    this.endProgress();
    this.send(this.#lines(text));
  }

  /** The same for standard error, which on a terminal is the same. */
  printError(text: string): void {
    this.endProgress();
    if (this.closed.aborted) return;
    if (this.isTerminal) this.send(this.#lines(text));
    else this.stream.stderr.write(this.#lines(text));
  }

  /** A line that the next one takes the place of; a program is not told. */
  progress(text: string): void {
    if (!this.isTerminal) return;
    this.#isProgressing = true;
    this.send(clearedLine + text);
  }

  endProgress(): void {
    if (!this.#isProgressing) return;
    this.#isProgressing = false;
    this.send(clearedLine);
  }

  /** Ends the channel, once the client has taken what was sent. */
  exit(code: number): void {
    this.endProgress();
    this.send("", () => {
      if (this.closed.aborted) return;
      this.stream.exit(code);
      this.stream.end();
    });
  }

  close(): void {
    this.#closing.abort();
  }

  #whenDrained(done: () => void): void {
    if (!this.#socket.writableNeedDrain) {
      done();
      return;
    }
    if (this.#awaitingDrain.push(done) > 1) return;
    this.#socket.once("drain", () => {
      for (const each of this.#awaitingDrain.splice(0)) each();
    });
  }

  #lines(text: string): string {
    return `${text}\n`.replaceAll("\n", this.isTerminal ? "\r\n" : "\n");
  }
}
