import { type Recording, secondsOf } from "./asciicast.ts";
import { openTerminal, type TerminalSettings } from "./terminal.ts";

export interface PlayerOptions {
  readonly settings: TerminalSettings;
  readonly onTime: (seconds: number, isPlaying: boolean) => void;
  readonly onLeave: () => void;
}

const nothing = (): void => {};

/** Plays a recording in a terminal of its own, at any speed and from any place. */
export class Player {
  readonly #screen: ReturnType<typeof openTerminal>;
  readonly #options: PlayerOptions;
  #recording: Recording;
  speed = 1;
  /** Seconds of the recording that have been played. */
  #time = 0;
  /** The next piece of output. */
  #next = 0;
  #frame: number | undefined;
  #lastFrame = 0;

  constructor(host: HTMLElement, recording: Recording, options: PlayerOptions) {
    this.#options = options;
    this.#recording = recording;
    this.#screen = openTerminal(host, options.settings, { onLeave: options.onLeave, onSearch: nothing });
    this.#screen.terminal.options.disableStdin = true;
    this.#screen.fixSize(recording.columns, recording.rows);
  }

  get isPlaying(): boolean {
    return this.#frame !== undefined;
  }

  play(): void {
    if (this.isPlaying) return;
    if (this.#next >= this.#recording.output.length) this.seek(0);
    this.#lastFrame = performance.now();
    this.#frame = requestAnimationFrame(now => this.#step(now));
    this.#tell();
  }

  pause(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#tell();
  }

  /** @param seconds since the beginning */
  seek(seconds: number): void {
    if (seconds < this.#time) {
      this.#screen.terminal.reset();
      this.#next = 0;
    }
    this.#time = Math.min(Math.max(0, seconds), secondsOf(this.#recording));
    this.#show();
    this.#tell();
  }

  /** The same output at other times, as when pauses are left out: it goes on with the piece that is next. */
  retime(recording: Recording): void {
    this.#recording = recording;
    this.#time = recording.output[this.#next - 1]?.at ?? 0;
    this.#tell();
  }

  close(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#screen.dispose();
  }

  #step(now: number): void {
    this.#time += ((now - this.#lastFrame) / 1000) * this.speed;
    this.#lastFrame = now;
    this.#show();
    if (this.#next >= this.#recording.output.length) {
      this.pause();
      return;
    }
    this.#frame = requestAnimationFrame(next => this.#step(next));
    this.#tell();
  }

  #show(): void {
    const { output } = this.#recording;
    let text = "";
    for (;;) {
      const piece = output[this.#next];
      if (!piece || piece.at > this.#time) break;
      text += piece.text;
      this.#next += 1;
    }
    if (text !== "") this.#screen.terminal.write(text);
  }

  #tell(): void {
    this.#options.onTime(this.#time, this.isPlaying);
  }
}
