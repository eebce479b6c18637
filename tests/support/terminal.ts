import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { eventually } from "./eventually.ts";

const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** A program on a pseudo-terminal, as a person uses it. */
export class Terminal {
  readonly #process: ChildProcessWithoutNullStreams;
  #screen = "";

  constructor(command: string, args: readonly string[]) {
    const line = [command, ...args].map(quote).join(" ");
    // util-linux's script is what gives a program a terminal of its own.
    this.#process = spawn("script", ["-qfec", line, "/dev/null"], { env: { ...process.env, TERM: "dumb" } });
    this.#process.stdout.setEncoding("latin1").on("data", (text: string) => {
      this.#screen += text;
    });
  }

  /** Everything that it has shown. */
  get screen(): string {
    return this.#screen;
  }

  type(text: string): void {
    this.#process.stdin.write(text, "latin1");
  }

  async shows(text: string | RegExp, seconds = 30): Promise<void> {
    const matches = () => (typeof text === "string" ? this.#screen.includes(text) : text.test(this.#screen));
    await eventually(matches, seconds, () => this.#screen.slice(-500));
  }

  async ended(): Promise<number | null> {
    if (this.#process.exitCode !== null) return this.#process.exitCode;
    return new Promise(resolve => this.#process.once("exit", resolve));
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }
}
