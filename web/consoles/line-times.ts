import type { IDisposable, IMarker, Terminal } from "@xterm/xterm";

interface TimedLine {
  readonly marker: IMarker;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A marker is looked at for each line that scrolls away, so that there may not be too many. */
const most = 3000;

const twoDigits = (value: number): string => `${value}`.padStart(2, "0");

/** "23:59:59.123", in the person's own zone */
function clockTime(at: number): string {
  const date = new Date(at);
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits);
  return `${parts.join(":")}.${`${date.getMilliseconds()}`.padStart(3, "0")}`;
}

/** Beside each line of a terminal, when it came; nothing of that is in the terminal itself. */
export class LineTimes {
  readonly #terminal: Terminal;
  readonly #gutter: HTMLElement;
  readonly #listeners: readonly IDisposable[];
  #lines: TimedLine[] = [];
  /** The time of what is being put out. */
  #at: number | undefined;
  /** Whether no line has begun in this time. */
  #isNew = false;

  constructor(terminal: Terminal, gutter: HTMLElement) {
    this.#terminal = terminal;
    this.#gutter = gutter;
    this.#listeners = [
      terminal.onLineFeed(() => this.#begin()),
      terminal.onRender(() => this.#draw()),
      terminal.onScroll(() => this.#draw()),
    ];
  }

  /** What is written to the terminal from now on came at this time. */
  time(at: number): void {
    // The terminal is behind: it is asked to say when it has come this far.
    this.#terminal.write("", () => {
      this.#at = at;
      this.#isNew = true;
      if (this.#terminal.buffer.active.cursorX === 0) this.#begin();
    });
  }

  forget(): void {
    for (const { marker } of this.#lines) marker.dispose();
    this.#lines = [];
    this.#at = undefined;
    this.#draw();
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.forget();
  }

  #begin(): void {
    if (this.#at === undefined || !this.#isNew) return;
    const marker = this.#terminal.registerMarker();
    if (!marker) return;
    this.#isNew = false;
    this.#lines.push({ marker, at: this.#at });
    if (this.#lines.length <= most) return;
    this.#lines[0]?.marker.dispose();
    this.#lines = this.#lines.filter(({ marker }) => !marker.isDisposed);
  }

  #draw(): void {
    const { rows, element, buffer } = this.#terminal;
    const height = (element?.querySelector(".xterm-screen")?.clientHeight ?? 0) / rows;
    const { active } = buffer;
    const isShown = active.type === "normal";
    const last = active.baseY + active.cursorY;
    while (this.#gutter.childElementCount < rows) this.#gutter.append(document.createElement("div"));
    let before = "";
    Array.from(this.#gutter.children).forEach((cell, row) => {
      if (!(cell instanceof HTMLElement)) return;
      const line = active.viewportY + row;
      const isOwn = isShown && row < rows && line <= last && !active.getLine(line)?.isWrapped;
      const at = isOwn ? this.#timeOf(line) : undefined;
      const text = at === undefined ? "" : clockTime(at);
      cell.textContent = text === before ? "" : text;
      cell.title = at === undefined ? "" : new Date(at).toISOString();
      cell.style.height = `${height}px`;
      cell.hidden = row >= rows;
      if (text !== "") before = text;
    });
  }

  /** That of the last line with a time of its own, at this one or above it. */
  #timeOf(line: number): number | undefined {
    let [low, high] = [0, this.#lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lines[middle]?.marker.line ?? 0) <= line) low = middle + 1;
      else high = middle;
    }
    return this.#lines[low - 1]?.at;
  }
}
