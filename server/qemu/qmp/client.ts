import { setTimeout as sleep } from "node:timers/promises";
import { QmpConnection } from "./connection.ts";
import { QmpDisconnected } from "./errors.ts";
import type { QmpCommand, QmpCommands, QmpEvent } from "./protocol.ts";

const firstRetry = 100;
const longestRetry = 3000;

export interface QmpClientListener {
  onEvent(event: QmpEvent): void;
  /** A conversation has begun, anew after a loss too. Events between two conversations are lost: ask for the state. */
  onConnected(version: string): Promise<void>;
  onLost(detail: string): void;
}

/** Keeps one conversation with a monitor socket going until it is closed, through restarts of the far end. */
export class QmpClient {
  readonly #path: string;
  readonly #listener: QmpClientListener;
  #connection: QmpConnection | undefined;
  #closed = false;

  constructor(path: string, listener: QmpClientListener) {
    this.#path = path;
    this.#listener = listener;
  }

  get connected(): boolean {
    return this.#connection !== undefined;
  }

  /**
   * One attempt; after it succeeded once, the client comes back by itself.
   * @throws QmpDisconnected | QmpTimeout | QmpProtocolError
   */
  async connect(timeout?: number): Promise<void> {
    let opened: QmpConnection | undefined;
    const connection = await QmpConnection.open(
      this.#path,
      {
        onEvent: event => this.#listener.onEvent(event),
        onClose: detail => {
          if (opened && opened === this.#connection) this.#lost(detail);
        },
      },
      timeout,
    );
    if (this.#closed) {
      connection.destroy();
      throw new QmpDisconnected("it was closed");
    }
    opened = connection;
    this.#connection = connection;
    const { major, minor, micro } = (await connection.greeting).version.qemu;
    try {
      await this.#listener.onConnected(`${major}.${minor}.${micro}`);
    } catch (error) {
      this.#connection = undefined;
      connection.destroy();
      throw error;
    }
  }

  /** @throws QmpCommandError | QmpDisconnected | QmpTimeout */
  execute<C extends QmpCommand>(
    command: C,
    args: QmpCommands[C]["arguments"],
    timeout?: number,
  ): Promise<QmpCommands[C]["returns"]> {
    if (!this.#connection) return Promise.reject(new QmpDisconnected("there is no connection"));
    return this.#connection.execute(command, args, timeout);
  }

  /** Tries again and again, with growing pauses, until connected or closed. */
  async reconnect(): Promise<void> {
    for (
      let pause = firstRetry;
      !this.#closed && !this.#connection;
      pause = Math.min(pause * 2, longestRetry)
    ) {
      try {
        await this.connect();
      } catch {
        // The far end is not back yet; that it is away has been told by onLost.
        await sleep(pause, undefined, { ref: false });
      }
    }
  }

  close(): void {
    this.#closed = true;
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.destroy();
  }

  #lost(detail: string): void {
    this.#connection = undefined;
    this.#listener.onLost(detail);
  }
}
