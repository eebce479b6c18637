import type { InputTarget } from "./client-channel.ts";
import { wordsOf } from "./command-line.ts";
import { ExitCode } from "./exit-code.ts";
import { editedLines, type LineReader, plainLines } from "./line-reader.ts";
import { type Caller, runCommand } from "./run-command.ts";

/** Characters that may be typed ahead of a command that runs. */
const typeAhead = 64 * 1024;
const interruptKey = "\u0003";

/** Reads commands from a channel and does one after the other. */
export class Shell implements InputTarget {
  readonly #caller: Caller;
  readonly #lines: LineReader;
  readonly #decoder = new TextDecoder();
  readonly #left = Promise.withResolvers<number>();
  readonly #takeInput: () => void;
  #pending = "";
  #hasEnded = false;
  #isLeaving = false;
  /** Of the command that runs. */
  #interrupt: AbortController | undefined;
  #exitCode: number = ExitCode.Success;

  constructor(caller: Caller, prompt: string) {
    this.#caller = caller;
    const { channel } = caller;
    const events = { onLine: (line: string) => this.#onLine(line), onEnd: () => this.#leave() };
    this.#lines = channel.isTerminal ? editedLines(channel, prompt, events) : plainLines(events);
    this.#lines.prompt();
    this.#takeInput = channel.giveInputTo(this);
    channel.closed.addEventListener("abort", () => this.#leave(), { once: true });
  }

  /** Resolves when the client leaves, with the exit code of the last command. */
  get left(): Promise<number> {
    return this.#left.promise;
  }

  receive(data: Buffer): void {
    let text = this.#decoder.decode(data, { stream: true });
    if (this.#interrupt && this.#caller.channel.isTerminal && text.includes(interruptKey)) {
      this.#interrupt.abort();
      this.#pending = "";
      text = text.slice(text.lastIndexOf(interruptKey) + 1);
    }
    this.#pending = (this.#pending + text).slice(0, typeAhead);
    this.#advance();
  }

  ended(): void {
    this.#hasEnded = true;
    this.#pending += "\r";
    this.#advance();
  }

  interrupt(): void {
    this.#interrupt?.abort();
  }

  /** Takes what was typed, as far as the end of a line. */
  #advance(): void {
    while (!this.#interrupt && !this.#isLeaving && this.#pending !== "") {
      const [taken = "", text = "", end] = /^([^\r\n]*)(\r\n|\r|\n)?/.exec(this.#pending) ?? [];
      this.#pending = this.#pending.slice(taken.length);
      this.#lines.feed(end === undefined ? text : `${text}\r`);
    }
    if (this.#hasEnded && !this.#interrupt && this.#pending === "") this.#leave();
  }

  #onLine(line: string): void {
    const words = wordsOf(line);
    if (words.length === 0) {
      this.#lines.prompt();
      return;
    }
    const interrupt = new AbortController();
    this.#interrupt = interrupt;
    void this.#run(words, interrupt.signal);
  }

  async #run(words: readonly string[], interrupt: AbortSignal): Promise<void> {
    this.#exitCode = await runCommand(this.#caller, words, interrupt, () => {
      this.#isLeaving = true;
    });
    // A script of many lines lets others have their turn.
    await new Promise(resolve => setImmediate(resolve));
    this.#interrupt = undefined;
    if (this.#isLeaving) return this.#leave();
    this.#lines.prompt();
    this.#advance();
  }

  #leave(): void {
    this.#isLeaving = true;
    this.#interrupt?.abort();
    this.#takeInput();
    this.#lines.close();
    this.#left.resolve(this.#exitCode);
  }
}
