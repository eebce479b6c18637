import type { Seat } from "../bmc/consoles/console-viewers.ts";
import type { Party } from "../bmc/consoles/party.ts";
import { asMachineError } from "../machine/errors.ts";
import type { ClientChannel, InputTarget } from "./client-channel.ts";
import { ConsoleFeed } from "./console-feed.ts";
import type { SshContext } from "./context.ts";
import { type EscapeAction, EscapeKeys, escapeHelp } from "./escape-keys.ts";

/** Milliseconds after which a guest that reads slower than somebody types is offered the rest. */
const retryInterval = 50;
/** Bytes that wait for the guest above which the client is held back. */
const heldBackAbove = 64 * 1024;
const plainTerminal = "\u001b[0m\u001b[?25h";

/** The serial line on a client's channel. What the BMC says itself stands in brackets, and never on standard output of a program. */
export class ConsoleSession implements InputTarget {
  readonly #bmc: SshContext;
  readonly #channel: ClientChannel;
  readonly #seat: Seat;
  readonly #feed: ConsoleFeed;
  readonly #keys = new EscapeKeys();
  readonly #left = Promise.withResolvers<void>();
  readonly #release: (() => void)[];
  /** Typed and asked for, but not yet done. */
  #waiting: (Buffer | EscapeAction)[] = [];
  #isActing = false;
  #isOver = false;
  #timer: NodeJS.Timeout | undefined;
  #refusal = "";

  constructor(bmc: SshContext, party: Party, channel: ClientChannel) {
    this.#bmc = bmc;
    this.#channel = channel;
    this.#seat = bmc.viewers.enter({
      ...{ party, console: "serial", looksOnly: false },
      onRight: mayType => this.#note(mayType ? "You may type." : this.#whyNot()),
      onDismissed: () => this.#end("Somebody has ended this connection."),
    });
    this.#note(`Serial line; ${this.#state}. ~. leaves, ~? tells more.`);
    this.#feed = new ConsoleFeed(bmc.serial, channel, bytes => this.#note(`${bytes} bytes were lost.`));
    this.#release = [
      channel.giveInputTo(this),
      bmc.serial.attach({
        onData: () => this.#feed.onData(),
        onLine: () => {
          this.#feed.pump();
          this.#note(`${this.#state[0]?.toUpperCase()}${this.#state.slice(1)}.`);
        },
      }),
    ];
    if (channel.closed.aborted) this.#end();
    channel.closed.addEventListener("abort", () => this.#end(), { once: true });
  }

  /** Resolves when the client has left. */
  get left(): Promise<void> {
    return this.#left.promise;
  }

  receive(data: Buffer): void {
    this.#waiting.push(...this.#keys.read(data));
    void this.#work();
  }

  /** Who cannot type any more may still look. */
  ended(): void {}

  get #state(): string {
    return this.#bmc.serial.connected ? "the machine is on" : "the machine is off";
  }

  /** One after the other: what is typed after a break comes after it. */
  async #work(): Promise<void> {
    if (this.#isActing) return;
    this.#isActing = true;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (!(await this.#take(next))) break;
      this.#waiting.shift();
    }
    if (this.#isOver) return;
    this.#isActing = false;
    if (this.#waiting.length > 0) this.#wait();
    else this.#channel.stream.resume();
  }

  /** A guest that reads nothing keeps nobody from leaving. */
  #wait(): void {
    if (this.#waiting.includes("leave")) {
      this.#leave();
      return;
    }
    const bytes = this.#waiting.reduce((sum, { length }) => sum + length, 0);
    if (bytes > heldBackAbove) this.#channel.stream.pause();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#work(), retryInterval);
  }

  /** @returns whether it is done with */
  async #take(next: Buffer | EscapeAction): Promise<boolean> {
    if (next === "help") this.#note(escapeHelp);
    else if (next === "leave") this.#leave();
    else if (!this.#seat.mayType) this.#refuse(this.#whyNot());
    else if (next === "sendBreak") await this.#sendBreak();
    else return this.#type(next);
    return true;
  }

  #type(data: Buffer): boolean {
    const { serial } = this.#bmc;
    if (serial.write(data)) {
      this.#refusal = "";
      return true;
    }
    if (serial.connected) return false;
    this.#refuse("The machine is off.");
    return true;
  }

  async #sendBreak(): Promise<void> {
    try {
      await this.#bmc.serial.sendBreak();
    } catch (error) {
      this.#note(asMachineError(error).message);
    }
  }

  #whyNot(): string {
    const { viewer } = this.#seat;
    if (viewer.looksOnly) return "Your role may look at the serial line, but not type.";
    const { holder } = this.#bmc.viewers.control;
    return `${holder?.userName ?? "Somebody"} has the control of the consoles.`;
  }

  /** Said once, and not for every key. */
  #refuse(why: string): void {
    if (why !== this.#refusal) this.#note(why);
    this.#refusal = why;
  }

  /** What was typed after that is not for the machine. */
  #leave(): void {
    const after = this.#waiting.slice(this.#waiting.indexOf("leave") + 1);
    this.#waiting = [];
    this.#end();
    for (const each of after) if (Buffer.isBuffer(each)) this.#channel.receive(each);
  }

  #note(text: string): void {
    this.#channel.printError(`${this.#channel.isTerminal ? "\n" : ""}[${text}]`);
  }

  #end(why = "The serial line is left."): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const release of this.#release.splice(0)) release();
    clearTimeout(this.#timer);
    this.#feed.stop();
    this.#seat.leave();
    if (this.#channel.isTerminal) this.#channel.send(plainTerminal);
    this.#note(why);
    this.#channel.stream.resume();
    this.#left.resolve();
  }
}
