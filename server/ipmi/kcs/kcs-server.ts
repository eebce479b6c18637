import { rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { Channel } from "../channel.ts";
import type { Bmc, CommandContext } from "../command.ts";
import type { Dispatcher } from "../dispatch.ts";
import type { IpmiLog } from "../log.ts";
import { KcsConnection } from "./kcs-connection.ts";

/**
 * The machine's KCS interface: QEMU connects here and hands on what the guest's driver asks. Whoever may
 * use the interface in the guest is root there, and has every privilege (IPMI 2.0 §6.9).
 */
export class KcsServer {
  readonly #dispatcher: Dispatcher;
  readonly #context: CommandContext;
  readonly #log: IpmiLog;
  readonly #server: Server;
  #connection: KcsConnection | undefined;

  constructor({ bmc, dispatcher }: { bmc: Bmc; dispatcher: Dispatcher }, log: IpmiLog) {
    this.#dispatcher = dispatcher;
    this.#context = { ...bmc, channel: Channel.SystemInterface, origin: { via: "kcs" } };
    this.#log = log;
    this.#server = createServer(socket => this.#serve(socket));
    bmc.systemInterface.onChange(() => this.#connection?.update());
  }

  async listen(path: string): Promise<void> {
    await rm(path, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject).listen(path, resolve);
    });
  }

  async close(): Promise<void> {
    this.#connection?.destroy();
    if (this.#server.listening) await new Promise(resolve => this.#server.close(resolve));
  }

  /** The latest connection is the one: a QEMU that started anew has left the old one behind. */
  #serve(socket: Socket): void {
    this.#connection?.destroy();
    this.#connection = new KcsConnection(socket, this.#dispatcher, this.#context);
    socket.on("error", error => this.#log.warn({ err: error }, "The system interface's socket failed."));
  }
}
