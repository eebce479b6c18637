import type { SerialMessage, SerialRequest } from "../../server/web/messages.ts";
import { t } from "../app/language.ts";
import { closeCodes, Link, type LinkState } from "../app/link.ts";
import { beep, flash } from "./bell.ts";
import { LineTimes } from "./line-times.ts";
import { openTerminal, type TerminalSettings } from "./terminal.ts";
import { copySelection } from "./terminal-keys.ts";
import { findIn, type SearchHits, type SearchWishes } from "./terminal-search.ts";

export interface SerialStatus {
  readonly link: LinkState;
  /** Whether the machine is there to talk to. */
  readonly connected: boolean;
  readonly writable: boolean;
}

export interface SerialSettings extends TerminalSettings {
  /** Whether it is shown beside each line when it came. */
  readonly times: boolean;
  readonly copyOnSelect: boolean;
  readonly bell: "none" | "flash" | "sound";
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export interface SerialOptions {
  /** The person has chosen to look only, and so tells the server. */
  readonly looksOnly: () => boolean;
  readonly settings: SerialSettings;
  readonly onStatus: (status: SerialStatus) => void;
  readonly onRefused: (message: string) => void;
  readonly onLeave: () => void;
  readonly onSearch: () => void;
  readonly onHits: (hits: SearchHits) => void;
  readonly onSize: (size: TerminalSize) => void;
}

const encoder = new TextEncoder();

/** Bytes that the server may send ahead of the terminal, and after how many it hears how far that is. */
const window = 512 * 1024;
const acknowledged = 64 * 1024;

/** The serial line in a terminal; after a lost connection it goes on where it was. */
export class SerialConsole {
  readonly #options: SerialOptions;
  readonly #host: HTMLElement;
  readonly #gutter: HTMLElement;
  readonly #screen: ReturnType<typeof openTerminal>;
  readonly #link: Link;
  #settings: SerialSettings;
  #times: LineTimes | undefined;
  #status: SerialStatus = { link: { name: "connecting" }, connected: false, writable: false };
  /** Offset of the next byte; undefined before the first connection. */
  #offset: number | undefined;
  /** Offset up to which the server knows that we are. */
  #toldOffset = 0;
  /** Up to here it was put out before we came. */
  #replayEnd = 0;
  /** While the terminal works through a replay, its answers to old questions are not for the guest. */
  #replaying = false;

  constructor(host: HTMLElement, options: SerialOptions) {
    this.#options = options;
    this.#host = host;
    this.#settings = options.settings;
    this.#gutter = document.createElement("div");
    this.#gutter.className = "line-times";
    this.#gutter.setAttribute("aria-hidden", "true");
    const inner = document.createElement("div");
    inner.className = "terminal";
    host.replaceChildren(this.#gutter, inner);
    this.#screen = openTerminal(inner, options.settings, options);
    this.#listen();
    this.#link = new Link({
      path: () => this.#path(),
      final: [closeCodes.notLoggedIn, closeCodes.sessionEnded, closeCodes.dismissed],
      attach: socket => this.#attach(socket),
      onState: link => this.#become({ link }),
    });
    this.apply(options.settings);
  }

  connect(): void {
    this.#link.start();
  }

  /** Connects anew unless the present connection was begun after that moment (milliseconds since the epoch). */
  renew(since: number): void {
    this.#link.renew(since);
  }

  close(): void {
    this.#link.stop();
    this.#times?.dispose();
    this.#screen.dispose();
    this.#host.replaceChildren();
  }

  apply(settings: SerialSettings): void {
    this.#settings = settings;
    this.#gutter.hidden = !settings.times;
    this.#screen.apply(settings);
    if (settings.times === (this.#times !== undefined)) return;
    this.#times?.dispose();
    this.#times = settings.times ? new LineTimes(this.#screen.terminal, this.#gutter) : undefined;
    // Of what stands there already nobody knows the times: it is asked for anew.
    if (settings.times && this.#offset !== undefined) this.#beginAnew();
  }

  /** @returns whether it was sent: the line takes it, and this person may type */
  send(bytes: Uint8Array<ArrayBuffer>): boolean {
    const { link, connected, writable } = this.#status;
    if (link.name !== "open" || !connected || !writable) return false;
    this.#link.send(bytes);
    return true;
  }

  sendBreak(): void {
    const request: SerialRequest = { type: "break" };
    this.#link.send(JSON.stringify(request));
    this.focus();
  }

  /** Types this, as if it came from the keyboard. */
  type(text: string): void {
    this.#type(encoder.encode(text));
    this.focus();
  }

  /** Types what a cursor key sends in the mode that the guest has asked for. @param final of ECMA-48: "A" for up */
  typeCursorKey(final: string): void {
    this.type(`\x1b${this.#screen.terminal.modes.applicationCursorKeysMode ? "O" : "["}${final}`);
  }

  clear(): void {
    this.#screen.terminal.clear();
    this.focus();
  }

  focus(): void {
    this.#screen.terminal.focus();
  }

  get size(): TerminalSize {
    const { cols, rows } = this.#screen.terminal;
    return { columns: cols, rows };
  }

  /** The hits are told to whoever made the console. */
  find(wishes: SearchWishes, direction: "next" | "previous"): void {
    findIn(this.#screen.search, wishes, direction);
  }

  endSearch(): void {
    this.#screen.search.clearDecorations();
    this.focus();
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

  #listen(): void {
    const { terminal, search } = this.#screen;
    if (document.activeElement === document.body) terminal.focus();
    terminal.onData(text => this.#type(encoder.encode(text)));
    terminal.onBinary(text => this.#type(Uint8Array.from(text, character => character.charCodeAt(0))));
    terminal.onResize(() => this.#options.onSize(this.size));
    terminal.onBell(() => this.#ring());
    terminal.onSelectionChange(() => {
      // A search selects, too.
      const isByPerson = this.#host.contains(document.activeElement);
      if (this.#settings.copyOnSelect && isByPerson) copySelection(terminal);
    });
    search.onDidChangeResults(({ resultIndex, resultCount }) =>
      this.#options.onHits({ count: resultCount, current: resultIndex + 1 }),
    );
    this.#options.onSize(this.size);
  }

  #path(): string {
    const query = new URLSearchParams({ window: `${window}` });
    if (this.#offset !== undefined) query.set("since", `${this.#offset}`);
    if (this.#times) query.set("times", "true");
    if (this.#options.looksOnly()) query.set("viewonly", "");
    return `ws/serial?${query}`;
  }

  #beginAnew(): void {
    this.#offset = undefined;
    this.#screen.terminal.reset();
    this.#link.start();
  }

  #attach(socket: WebSocket): void {
    socket.addEventListener("message", ({ data }: MessageEvent<ArrayBuffer | string>) => {
      if (typeof data === "string") this.#onMessage(JSON.parse(data));
      else this.#onOutput(new Uint8Array(data));
    });
  }

  #onOutput(bytes: Uint8Array): void {
    const offset = (this.#offset ?? 0) + bytes.length;
    this.#offset = offset;
    this.#screen.terminal.write(bytes, () => {
      if (offset >= this.#replayEnd) this.#replaying = false;
      if (offset - this.#toldOffset >= acknowledged) this.#acknowledge(offset);
    });
  }

  #acknowledge(offset: number): void {
    this.#toldOffset = offset;
    const request: SerialRequest = { type: "seen", offset };
    this.#link.send(JSON.stringify(request));
  }

  #onMessage(message: SerialMessage): void {
    switch (message.type) {
      case "hello":
        this.#hello(message.offset, message.end, message.state);
        this.#mayWrite(message.writable);
        this.#become({ connected: message.connected });
        return;
      case "writable":
        this.#mayWrite(message.writable);
        return;
      case "line":
        this.#become({ connected: message.connected });
        return;
      case "skipped":
        this.#remark(t("{count} bytes are left out: the connection was too slow", { count: message.bytes }));
        this.#goOn((this.#offset ?? 0) + message.bytes, message.state);
        return;
      case "time":
        this.#times?.time(message.at);
        return;
      case "refused":
        this.#options.onRefused(message.message);
        return;
    }
  }

  #mayWrite(writable: boolean): void {
    this.#screen.terminal.options.disableStdin = !writable;
    this.#become({ writable });
  }

  #hello(offset: number, end: number, state: string): void {
    const isGap = this.#offset !== undefined && offset !== this.#offset;
    if (isGap) this.#remark(t("what was put out meanwhile is not all kept"));
    this.#goOn(offset, state);
    this.#replayEnd = end;
    this.#replaying = end > offset;
  }

  /** The next byte has this offset and finds the terminal in this state. */
  #goOn(offset: number, state: string): void {
    this.#offset = offset;
    this.#toldOffset = offset;
    if (state !== "") this.#screen.terminal.write(state);
  }

  /** A line of our own, which the guest did not print, in place of what is missing: a sequence that had begun ends. */
  #remark(text: string): void {
    this.#screen.terminal.write(`\x18\r\n\x1b[0;2m[${text}]\x1b[0m\r\n`);
  }

  #ring(): void {
    if (this.#replaying) return;
    const { bell } = this.#settings;
    if (bell === "flash") flash(this.#host);
    if (bell === "sound") beep();
  }

  #type(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#status.writable && !this.#replaying) this.#link.send(bytes);
  }

  #become(change: Partial<SerialStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#options.onStatus(this.#status);
  }
}
