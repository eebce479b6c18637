import type { MediaSlot } from "../../server/events/events.ts";
import type { MediaMessage, MediaRequest } from "../../server/web/messages.ts";
import { webSocketAddress } from "../app/address.ts";
import { t } from "../app/language.ts";
import { newTransfer, type Transfer } from "./transfer.ts";

const headerLength = 4;

/** Lets the machine read a file of this computer, for as long as the page is there. */
export class LocalMount {
  readonly transfer: Transfer;
  /** Whether the machine sees it. */
  readonly inserted: Promise<boolean>;
  readonly #file: File;
  readonly #socket: WebSocket;

  constructor(slot: MediaSlot, file: File) {
    this.#file = file;
    const { name, size } = file;
    this.transfer = newTransfer({ kind: "local", name, size, cancel: () => this.#socket.close() });
    const inserted = Promise.withResolvers<boolean>();
    this.inserted = inserted.promise;
    const socket = new WebSocket(webSocketAddress("ws/media"));
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => this.#say({ type: "offer", slot, name, size }));
    socket.addEventListener("message", ({ data }: MessageEvent<string>) => {
      const message = JSON.parse(data) as MediaMessage;
      if (message.type === "inserted") inserted.resolve(true);
      else void this.#answer(message);
    });
    let wasInserted = false;
    void this.inserted.then(value => {
      wasInserted = value;
    });
    socket.addEventListener("close", ({ reason }) => {
      const text = reason || t("The connection to the BMC was lost, so {name} was ejected.", { name });
      this.transfer.state.value =
        wasInserted && reason !== "" ? { name: "done", note: reason } : { name: "failed", reason: text };
      inserted.resolve(false);
    });
  }

  async #answer({ id, offset, length }: Extract<MediaMessage, { type: "read" }>): Promise<void> {
    try {
      const part = await this.#file.slice(offset, offset + length).arrayBuffer();
      const answer = new Uint8Array(headerLength + part.byteLength);
      new DataView(answer.buffer).setUint32(0, id);
      answer.set(new Uint8Array(part), headerLength);
      if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(answer);
      const { bytes, rate } = this.transfer;
      bytes.value += part.byteLength;
      rate.sample(bytes.value);
    } catch (error) {
      // Browsers read a file no more once it was changed on the disk.
      this.#say({ type: "failed", id, message: String(error).slice(0, 1000) });
    }
  }

  #say(message: MediaRequest): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}
