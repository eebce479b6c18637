import { withDuration } from "./webm-duration.ts";

/** Those that browsers can write, the smallest first; the last is for those that know no WebM. */
const types = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/mp4"] as const;
const framesPerSecond = 15;
/** Text stays legible; a screen that stands still takes a small part of it. */
const bitsPerSecond = 4_000_000;
/** Milliseconds after which what was recorded is handed over: as much is lost at most. */
const slice = 1_000;
/** Bytes at which a recording ends by itself. */
const largest = 1024 ** 3;

export interface RecordedVideo {
  readonly content: Blob;
  /** Without the pauses. */
  readonly milliseconds: number;
}

export interface Progress {
  readonly bytes: number;
  readonly milliseconds: number;
  readonly isPaused: boolean;
}

export interface ScreenRecorderOptions {
  /** The screen's canvas, which is another after each reconnect; none while there is no picture. */
  readonly source: () => HTMLCanvasElement | null | undefined;
  /** Written on the last picture while there is none. */
  readonly absence: string;
  /** Called at least each second. */
  readonly onProgress: (progress: Progress) => void;
  /** Called once. */
  readonly onEnd: (video: RecordedVideo) => void;
}

const supportedType = (): string | undefined =>
  typeof MediaRecorder === "undefined" ? undefined : types.find(type => MediaRecorder.isTypeSupported(type));

export const canRecord = (): boolean =>
  supportedType() !== undefined && "captureStream" in HTMLCanvasElement.prototype;

/** Records what the screen shows, through reconnects and changes of its size, until it is stopped. */
export class ScreenRecorder {
  readonly #options: ScreenRecorderOptions;
  /** Its own, because the screen's is replaced at each reconnect. */
  readonly #canvas = document.createElement("canvas");
  readonly #recorder: MediaRecorder;
  readonly #painting: ReturnType<typeof setInterval>;
  readonly #parts: Blob[] = [];
  #bytes = 0;
  #before = 0;
  #since = performance.now();
  #wasThere = true;

  /** Begins at once. @throws where `canRecord` says no */
  constructor(options: ScreenRecorderOptions) {
    this.#options = options;
    const mimeType = supportedType();
    if (mimeType === undefined) throw new Error("This browser cannot record.");
    this.#paint();
    const stream = this.#canvas.captureStream(framesPerSecond);
    this.#recorder = new MediaRecorder(stream, { mimeType, videoBitsPerSecond: bitsPerSecond });
    this.#recorder.addEventListener("dataavailable", ({ data }) => this.#take(data));
    this.#recorder.addEventListener("stop", () => void this.#end());
    this.#recorder.start(slice);
    this.#painting = setInterval(() => this.#paint(), 1000 / framesPerSecond);
  }

  get isPaused(): boolean {
    return this.#recorder.state === "paused";
  }

  pause(): void {
    if (this.#recorder.state !== "recording") return;
    this.#before = this.#milliseconds;
    this.#recorder.pause();
    this.#tell();
  }

  resume(): void {
    if (!this.isPaused) return;
    this.#since = performance.now();
    this.#recorder.resume();
    this.#tell();
  }

  /** Its end is told by `onEnd`. */
  stop(): void {
    if (this.#recorder.state === "inactive") return;
    this.#before = this.#milliseconds;
    clearInterval(this.#painting);
    this.#recorder.stop();
  }

  get #milliseconds(): number {
    return this.#recorder.state === "recording"
      ? this.#before + performance.now() - this.#since
      : this.#before;
  }

  #paint(): void {
    const source = this.#options.source();
    const context = this.#canvas.getContext("2d", { alpha: false });
    if (!context) return;
    if (source && source.width > 0 && source.height > 0) {
      if (this.#canvas.width !== source.width) this.#canvas.width = source.width;
      if (this.#canvas.height !== source.height) this.#canvas.height = source.height;
      context.drawImage(source, 0, 0);
      this.#wasThere = true;
    } else if (this.#wasThere) {
      this.#paintAbsence(context);
      this.#wasThere = false;
    }
  }

  #paintAbsence(context: CanvasRenderingContext2D): void {
    const { width, height } = this.#canvas;
    context.fillStyle = "#000000b3";
    context.fillRect(0, 0, width, height);
    context.fillStyle = "#ffffff";
    context.font = `${Math.max(14, Math.round(height / 20))}px sans-serif`;
    context.textAlign = "center";
    context.fillText(this.#options.absence, width / 2, height / 2);
  }

  #take(data: Blob): void {
    this.#parts.push(data);
    this.#bytes += data.size;
    this.#tell();
    if (this.#bytes > largest) this.stop();
  }

  #tell(): void {
    this.#options.onProgress({
      bytes: this.#bytes,
      milliseconds: this.#milliseconds,
      isPaused: this.isPaused,
    });
  }

  async #end(): Promise<void> {
    for (const track of this.#recorder.stream.getTracks()) track.stop();
    const milliseconds = this.#before;
    const content = await withDuration(
      new Blob(this.#parts, { type: this.#recorder.mimeType.replace(/;.*/, "") }),
      milliseconds,
    );
    this.#options.onEnd({ content, milliseconds });
  }
}
