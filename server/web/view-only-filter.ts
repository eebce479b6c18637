/** What a viewer sends is not RFB, or an extension whose messages cannot be told apart. */
export class RfbError extends Error {}

interface Message {
  /** Bytes that tell the message's length. */
  readonly head: number;
  /** Bytes of the whole message. */
  length(head: Buffer): number;
  readonly passes: boolean;
  /** For a message that a looker-on may send in part only. */
  rewrite?(message: Buffer): Buffer;
}

const fixed = (length: number, passes: boolean): Message => ({ head: 1, length: () => length, passes });

/** SetEncodings with more than this is nobody's; the whole message has to be kept until it is there. */
const maxEncodings = 1024;

/** Extended mouse buttons: would make PointerEvents longer in a way that their own bytes do not tell. */
const extendedMouseButtons = -316;

/** Client messages by type: RFC 6143 §7.5 and the community's RFB specification. */
const messages: Readonly<Record<number, Message>> = {
  // SetPixelFormat
  0: fixed(20, true),
  // SetEncodings
  2: { head: 4, length: encodingsLength, passes: true, rewrite: withoutExtendedMouseButtons },
  // FramebufferUpdateRequest
  3: fixed(10, true),
  // KeyEvent
  4: fixed(8, false),
  // PointerEvent
  5: fixed(6, false),
  // ClientCutText: a negative length stands for the extended clipboard
  6: { head: 8, length: head => 8 + Math.abs(head.readInt32BE(4)), passes: false },
  // EnableContinuousUpdates
  150: fixed(10, true),
  // ClientFence
  248: { head: 9, length: head => 9 + head.readUInt8(8), passes: true },
  // xvp: shuts down, reboots and resets
  250: fixed(4, false),
  // SetDesktopSize
  251: { head: 7, length: head => 8 + 16 * head.readUInt8(6), passes: false },
  // QEMU: 0 is an extended key event, 1 audio
  255: { head: 4, length: qemuLength, passes: false },
};

function encodingsLength(head: Buffer): number {
  const count = head.readUInt16BE(2);
  if (count > maxEncodings) throw new RfbError(`SetEncodings names ${count} encodings.`);
  return 4 + 4 * count;
}

function qemuLength(head: Buffer): number {
  const submessage = head.readUInt8(1);
  if (submessage === 0) return 12;
  if (submessage === 1) return head.readUInt16BE(2) === 2 ? 10 : 4;
  throw new RfbError(`QEMU client message 255/${submessage} is not known.`);
}

function withoutExtendedMouseButtons(message: Buffer): Buffer {
  const kept: number[] = [];
  for (let at = 4; at < message.length; at += 4) {
    const encoding = message.readInt32BE(at);
    if (encoding !== extendedMouseButtons) kept.push(encoding);
  }
  const rewritten = Buffer.alloc(4 + 4 * kept.length);
  rewritten.writeUInt8(2, 0);
  rewritten.writeUInt16BE(kept.length, 2);
  for (const [index, encoding] of kept.entries()) rewritten.writeInt32BE(encoding, 4 + 4 * index);
  return rewritten;
}

const typed = (head: Buffer): Message => {
  const message = messages[head.readUInt8(0)];
  if (!message) throw new RfbError(`RFB client message ${head.readUInt8(0)} is not known.`);
  return message;
};

const version: Message = { head: 12, length: () => 12, passes: true };
const vncAuthentication = 2;
const security: Message = { head: 1, length: head => (head[0] === vncAuthentication ? 17 : 1), passes: true };
/** Always shared: a looker-on may not send the others away. */
const clientInit: Message = { ...fixed(1, true), rewrite: () => Buffer.of(1) };

/**
 * Takes out of a viewer's RFB stream what changes anything: keys, pointer, clipboard, power and desktop
 * size. The stream may be cut anywhere; no more of it is kept than the head of one message or one
 * SetEncodings.
 */
export class ViewOnlyFilter {
  /** Bytes of a message whose length or whole is not known yet. */
  #kept: Buffer = Buffer.alloc(0);
  /** What is left of a message that is under way. */
  #rest = 0;
  #restPasses = false;
  /** What comes before the messages (RFC 6143 §7.1–7.3). */
  readonly #handshake: Message[] = [version];
  #failed = false;

  /**
   * Passes nothing more once it has thrown: where the next message begins for the screen is no longer known.
   * @returns what may go on to the screen
   * @throws RfbError
   */
  push(chunk: Buffer): Buffer[] {
    if (this.#failed) return [];
    try {
      return this.#push(chunk);
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }

  #push(chunk: Buffer): Buffer[] {
    const passed: Buffer[] = [];
    let bytes = this.#kept.length > 0 ? Buffer.concat([this.#kept, chunk]) : chunk;
    while (bytes.length > 0) {
      const taken = this.#rest > 0 ? this.#takeRest(bytes, passed) : this.#take(bytes, passed);
      if (taken === 0) break;
      bytes = bytes.subarray(taken);
    }
    this.#kept = bytes;
    return passed;
  }

  /** @returns how many bytes were dealt with; 0 when there are too few */
  #take(bytes: Buffer, passed: Buffer[]): number {
    const message = this.#handshake[0] ?? typed(bytes);
    if (bytes.length < message.head) return 0;
    const length = message.length(bytes);
    if (!message.rewrite) {
      this.#rest = length;
      this.#restPasses = message.passes;
    } else if (bytes.length < length) {
      return 0;
    } else {
      passed.push(message.rewrite(bytes.subarray(0, length)));
    }
    if (message === version) this.#handshake.push(...afterVersion(bytes));
    this.#handshake.shift();
    return message.rewrite ? length : this.#takeRest(bytes, passed);
  }

  #takeRest(bytes: Buffer, passed: Buffer[]): number {
    const part = bytes.subarray(0, this.#rest);
    this.#rest -= part.length;
    if (this.#restPasses) passed.push(part);
    return part.length;
  }
}

/** Up to version 3.3 the server alone decides on the security type, and the viewer names none. */
function afterVersion(bytes: Buffer): Message[] {
  const text = bytes.toString("latin1", 0, 12);
  const [, minor] = /^RFB 003\.(\d{3})\n$/.exec(text) ?? [];
  if (minor === undefined) throw new RfbError("This does not begin like RFB.");
  return Number(minor) < 7 ? [clientInit] : [security, clientInit];
}
