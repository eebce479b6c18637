import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { CommandContext } from "../command.ts";
import type { Dispatcher } from "../dispatch.ts";
import { NetFn } from "../message/net-fn.ts";
import { Privilege } from "../session/privilege.ts";
import type { Attention } from "./system-interface.ts";
import {
  controlCommand,
  decodeVmRequest,
  encodeVmResponse,
  VmControl,
  VmDecoder,
  type VmRequest,
  versionControl,
} from "./vm-protocol.ts";

/** QEMU leaves out what stands behind a control command in one read; so what follows one waits this long. */
const controlGap = 5;

const attentionControls: Record<Attention, number> = {
  none: VmControl.noAttention,
  polled: VmControl.attention,
  interrupt: VmControl.attentionInterrupt,
};

const getMessageFlags = 0x31;

/** One QEMU at the system interface: it gets one thing after the other, in the order in which they came up. */
export class KcsConnection {
  readonly #socket: Socket;
  readonly #dispatcher: Dispatcher;
  readonly #context: CommandContext;
  #last: Promise<void>;
  /** What QEMU was told last. One that was there before this BMC has its interrupts as they were left. */
  #interrupts = false;
  #attention: Attention | undefined;

  constructor(socket: Socket, dispatcher: Dispatcher, context: CommandContext) {
    this.#socket = socket;
    this.#dispatcher = dispatcher;
    this.#context = context;
    const decoder = new VmDecoder();
    this.#last = this.#control(versionControl).then(() => this.#settle());
    socket.on("data", chunk => {
      for (const { kind, data } of decoder.push(chunk as Buffer)) {
        if (kind === "message") this.#next(() => this.#answer(data));
      }
    });
  }

  /** Tells QEMU what has changed at the interface. */
  update(): void {
    if (!this.#isSettled) this.#next(() => this.#settle());
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #next(step: () => Promise<void>): void {
    this.#last = this.#last.then(step);
  }

  get #isSettled(): boolean {
    const { wantsInterrupts, attention } = this.#context.systemInterface;
    return wantsInterrupts === this.#interrupts && attention === this.#attention;
  }

  async #answer(message: Buffer): Promise<void> {
    const request = decodeVmRequest(message);
    if (!request || this.#socket.destroyed) return;
    // No firmware of a virtual machine uses the interface; the operating system's driver does as it starts.
    this.#context.machine.bootProgress.operatingSystemSeen();
    const answer = await this.#dispatcher.dispatch(this.#context, {
      ...request,
      privilege: Privilege.Administrator,
    });
    this.#socket.write(encodeVmResponse(request, answer));
    if (this.#asksInVain(request)) this.#attention = undefined;
    if (this.#isSettled) return;
    await sleep(controlGap);
    await this.#settle();
  }

  /** Whether the driver finds nothing where it looks for what asked for attention: it would look for ever. */
  #asksInVain({ netFn, cmd }: VmRequest): boolean {
    const { attention } = this.#context.systemInterface;
    return netFn === NetFn.App && cmd === getMessageFlags && attention === "none";
  }

  async #settle(): Promise<void> {
    const { wantsInterrupts, attention } = this.#context.systemInterface;
    if (wantsInterrupts !== this.#interrupts) {
      this.#interrupts = wantsInterrupts;
      const { enableInterrupt, disableInterrupt } = VmControl;
      await this.#control(controlCommand(wantsInterrupts ? enableInterrupt : disableInterrupt));
    }
    if (attention !== this.#attention) {
      this.#attention = attention;
      await this.#control(controlCommand(attentionControls[attention]));
    }
  }

  async #control(command: Buffer): Promise<void> {
    if (this.#socket.destroyed) return;
    this.#socket.write(command);
    await sleep(controlGap);
  }
}
