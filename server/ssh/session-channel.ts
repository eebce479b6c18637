import type { Socket } from "node:net";
import { hostname } from "node:os";
import type { PseudoTtyInfo, ServerChannel, Session, WindowChangeInfo } from "ssh2";
import type { Party } from "../bmc/consoles/party.ts";
import { ClientChannel, type InputTarget, type TerminalSize } from "./client-channel.ts";
import { wordsOf } from "./command-line.ts";
import type { SshContext } from "./context.ts";
import { type Caller, runCommand } from "./run-command.ts";
import { Shell } from "./shell.ts";

const widest = 1000;
const usualSize: TerminalSize = { columns: 80, rows: 24 };
const interruptKey = 0x03;

/** 0 stands for a size that is not known (RFC 4254 §6.2). */
const sizeOf = ({ cols, rows }: Pick<PseudoTtyInfo | WindowChangeInfo, "cols" | "rows">): TerminalSize => ({
  columns: Math.min(cols || usualSize.columns, widest),
  rows: Math.min(rows || usualSize.rows, widest),
});

export interface SessionChannelOptions {
  readonly session: Session;
  readonly bmc: SshContext;
  readonly party: Party;
  /** Of the connection. */
  readonly socket: Socket;
  /** Told of the channel that the client gets. */
  readonly begun: (channel: ClientChannel) => void;
}

/** A session of the protocol (RFC 4254 §6): a shell or one command, on a terminal or not. */
export class SessionChannel {
  readonly #options: SessionChannelOptions;
  #size: TerminalSize | undefined;
  #channel: ClientChannel | undefined;
  #interrupt: () => void = () => {};

  constructor(options: SessionChannelOptions) {
    const { session } = options;
    this.#options = options;
    session.on("pty", (accept, _reject, info) => {
      this.#size = sizeOf(info);
      accept?.();
    });
    session.on("window-change", (accept, _reject, info) => {
      if (this.#size) this.#channel?.resize(sizeOf(info));
      accept?.();
    });
    session.on("signal", (accept, _reject, { name }) => {
      if (name === "INT" || name === "TERM") this.#interrupt();
      accept?.();
    });
    session.once("shell", accept => void this.#shell(this.#begin(accept())));
    session.once(
      "exec",
      (accept, _reject, { command }) => void this.#execute(this.#begin(accept()), command),
    );
  }

  #begin(stream: ServerChannel): Caller {
    const { session, bmc, party, socket, begun } = this.#options;
    // One of them, once (RFC 4254 §6.5): the library refuses what nobody listens to.
    for (const request of ["shell", "exec"]) session.removeAllListeners(request);
    const channel = new ClientChannel(stream, socket, this.#size);
    this.#channel = channel;
    begun(channel);
    return { bmc, party, channel };
  }

  async #shell(caller: Caller): Promise<void> {
    const { channel } = caller;
    const name = hostname().replace(/\..*$/, "");
    if (channel.isTerminal) {
      channel.print(
        `The BMC of ${name}. The machine is ${caller.bmc.machine.powerState}; help lists commands.`,
      );
    }
    const shell = new Shell(caller, `${name}> `);
    this.#interrupt = () => shell.interrupt();
    channel.exit(await shell.left);
  }

  async #execute(caller: Caller, line: string): Promise<void> {
    const { channel } = caller;
    const interrupt = new AbortController();
    this.#interrupt = () => interrupt.abort();
    const giveBack = channel.giveInputTo(interruptible(channel, this.#interrupt));
    const exitCode = await runCommand(caller, wordsOf(line), interrupt.signal, () => {});
    giveBack();
    channel.exit(exitCode);
  }
}

/** A command that reads nothing; on a terminal it can be interrupted. */
const interruptible = ({ isTerminal }: ClientChannel, interrupt: () => void): InputTarget => ({
  receive(data) {
    if (isTerminal && data.includes(interruptKey)) interrupt();
  },
  ended() {},
});
