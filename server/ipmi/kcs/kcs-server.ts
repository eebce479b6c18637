import { rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Channel } from "../channel.ts";
import type { Bmc, CommandContext } from "../command.ts";
import type { Dispatcher } from "../dispatch.ts";
import type { IpmiLog } from "../log.ts";
import { Privilege } from "../session/privilege.ts";
import {
  controlCommand,
  decodeVmRequest,
  encodeVmResponse,
  VmControl,
  VmDecoder,
  versionControl,
} from "./vm-protocol.ts";

/** QEMU leaves out what stands behind a control command in one read; so what follows one waits this long. */
const controlGap = 5;

/**
 * The machine's KCS interface: QEMU connects here and hands on what the guest's driver asks. Whoever may
 * use the interface in the guest is root there, and has every privilege (IPMI 2.0 §6.9).
 */
export class KcsServer {
  readonly #dispatcher: Dispatcher;
  readonly #context: CommandContext;
  readonly #log: IpmiLog;
  readonly #server: Server;
  #socket: Socket | undefined;

  constructor({ bmc, dispatcher }: { bmc: Bmc; dispatcher: Dispatcher }, log: IpmiLog) {
    this.#dispatcher = dispatcher;
    this.#context = { ...bmc, channel: Channel.SystemInterface, origin: { via: "kcs" } };
    this.#log = log;
    this.#server = createServer(socket => this.#serve(socket));
  }

  async listen(path: string): Promise<void> {
    await rm(path, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject).listen(path, resolve);
    });
  }

  async close(): Promise<void> {
    this.#socket?.destroy();
    if (this.#server.listening) await new Promise(resolve => this.#server.close(resolve));
  }

  /** The latest connection is the one: a QEMU that started anew has left the old one behind. */
  #serve(socket: Socket): void {
    this.#socket?.destroy();
    this.#socket = socket;
    const decoder = new VmDecoder();
    let last: Promise<void> = this.#begin(socket);
    socket.on("data", chunk => {
      for (const { kind, data } of decoder.push(chunk as Buffer)) {
        if (kind === "message") last = last.then(() => this.#answer(socket, data));
      }
    });
    socket.on("error", error => this.#log.warn({ err: error }, "The system interface's socket failed."));
  }

  /** A QEMU that was there before this BMC keeps its interrupts as they are. */
  async #begin(socket: Socket): Promise<void> {
    socket.write(versionControl);
    await sleep(controlGap);
    if (this.#context.systemInterface.wantsInterrupts) await this.#switchInterrupts(socket);
  }

  async #answer(socket: Socket, message: Buffer): Promise<void> {
    const request = decodeVmRequest(message);
    if (!request || socket.destroyed) return;
    const { systemInterface } = this.#context;
    const before = systemInterface.wantsInterrupts;
    const result = await this.#dispatcher.dispatch(this.#context, {
      ...request,
      privilege: Privilege.Administrator,
    });
    socket.write(encodeVmResponse(request, result));
    if (systemInterface.wantsInterrupts === before) return;
    await sleep(controlGap);
    await this.#switchInterrupts(socket);
  }

  async #switchInterrupts(socket: Socket): Promise<void> {
    if (socket.destroyed) return;
    const { enableInterrupt, disableInterrupt } = VmControl;
    const wanted = this.#context.systemInterface.wantsInterrupts;
    socket.write(controlCommand(wanted ? enableInterrupt : disableInterrupt));
    await sleep(controlGap);
  }
}
