import type { SerialMessage, SerialRequest } from "../../server/web/messages.ts";
import { t } from "../app/language.ts";
import { closeCodes, Link, type LinkState } from "../app/link.ts";
import { openTerminal } from "./terminal.ts";

export interface SerialStatus {
  readonly link: LinkState;
  /** Whether the machine is there to talk to. */
  readonly connected: boolean;
  readonly writable: boolean;
}

export interface SerialOptions {
  readonly fontSize: number;
  readonly onStatus: (status: SerialStatus) => void;
  readonly onRefused: (message: string) => void;
  readonly onLeave: () => void;
  readonly onSearch: () => void;
}

const encoder = new TextEncoder();

/** The serial line in a terminal; after a lost connection it goes on where it was. */
export class SerialConsole {
  readonly #options: SerialOptions;
  readonly #screen: ReturnType<typeof openTerminal>;
  readonly #link: Link;
  #status: SerialStatus = { link: { name: "connecting" }, connected: false, writable: false };
  /** Offset of the next byte; undefined before the first connection. */
  #offset: number | undefined;
  /** Up to here it was put out before we came. */
  #replayEnd = 0;
  /** While the terminal works through a replay, its answers to old questions are not for the guest. */
  #replaying = false;

  constructor(host: HTMLElement, options: SerialOptions) {
    this.#options = options;
    this.#screen = openTerminal(host, options.fontSize, options);
    const { terminal } = this.#screen;
    if (document.activeElement === document.body) terminal.focus();
    terminal.onData(text => this.#type(encoder.encode(text)));
    terminal.onBinary(text => this.#type(Uint8Array.from(text, character => character.charCodeAt(0))));
    this.#link = new Link({
      path: () => (this.#offset === undefined ? "ws/serial" : `ws/serial?since=${this.#offset}`),
      final: [closeCodes.notLoggedIn, closeCodes.sessionEnded],
      attach: socket => this.#attach(socket),
      onState: link => this.#become({ link }),
    });
  }

  connect(): void {
    this.#link.start();
  }

  close(): void {
    this.#link.stop();
    this.#screen.dispose();
  }

  sendBreak(): void {
    const request: SerialRequest = { type: "break" };
    this.#link.send(JSON.stringify(request));
    this.focus();
  }

  clear(): void {
    this.#screen.terminal.clear();
    this.focus();
  }

  focus(): void {
    this.#screen.terminal.focus();
  }

  set fontSize(pixels: number) {
    this.#screen.terminal.options.fontSize = pixels;
    this.#screen.fit.fit();
  }

  /** @returns whether it was found */
  find(text: string, direction: "next" | "previous"): boolean {
    const { search } = this.#screen;
    return direction === "next" ? search.findNext(text) : search.findPrevious(text);
  }

  /** All lines that can be scrolled to, as text. */
  text(): string {
    const buffer = this.#screen.terminal.buffer.active;
    let text = "";
    for (let row = 0; row < buffer.length; row += 1) {
      const line = buffer.getLine(row);
      const isContinued = buffer.getLine(row + 1)?.isWrapped ?? false;
      text += line?.translateToString(!isContinued) ?? "";
      if (!isContinued) text += "\n";
    }
    return `${text.trimEnd()}\n`;
  }

  #attach(socket: WebSocket): void {
    socket.addEventListener("message", ({ data }: MessageEvent<ArrayBuffer | string>) => {
      if (typeof data === "string") this.#onMessage(JSON.parse(data));
      else this.#onOutput(new Uint8Array(data));
    });
  }

  #onOutput(bytes: Uint8Array): void {
    this.#offset = (this.#offset ?? 0) + bytes.length;
    const isLastOfReplay = this.#offset >= this.#replayEnd;
    this.#screen.terminal.write(bytes, () => {
      if (isLastOfReplay) this.#replaying = false;
    });
  }

  #onMessage(message: SerialMessage): void {
    switch (message.type) {
      case "hello":
        this.#hello(message.offset, message.end);
        this.#screen.terminal.options.disableStdin = !message.writable;
        this.#become({ connected: message.connected, writable: message.writable });
        return;
      case "line":
        this.#become({ connected: message.connected });
        return;
      case "skipped":
        this.#offset = (this.#offset ?? 0) + message.bytes;
        this.#remark(t("{count} bytes are left out: the connection was too slow", { count: message.bytes }));
        return;
      case "refused":
        this.#options.onRefused(message.message);
        return;
    }
  }

  #hello(offset: number, end: number): void {
    if (this.#offset !== undefined && offset !== this.#offset) {
      this.#remark(t("what was put out meanwhile is not all kept"));
    }
    this.#offset = offset;
    this.#replayEnd = end;
    this.#replaying = end > offset;
  }

  /** A line of our own, which the guest did not print. */
  #remark(text: string): void {
    this.#screen.terminal.write(`\r\n\x1b[0;2m[${text}]\x1b[0m\r\n`);
  }

  #type(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#status.writable && !this.#replaying) this.#link.send(bytes);
  }

  #become(change: Partial<SerialStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#options.onStatus(this.#status);
  }
}
