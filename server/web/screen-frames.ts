import type { OnReadOpts, Socket } from "node:net";
import type { WebSocket } from "ws";

/** The longest header of a frame that is not masked (RFC 6455 §5.2). */
const longestHeader = 10;
const binaryMessage = 0x82;
const shortest16 = 126;
const shortest64 = 0x1_00_00;

/** Bytes of the screen in one frame, and frames that may be under way to one viewer. */
const size = 256 * 1024;
const count = 4;

/**
 * Writes the header of a binary message of one frame so that it ends where the payload begins.
 * @param buffer has its payload after `longestHeader` bytes
 * @returns where the header begins
 */
function writeHeader(buffer: Buffer, length: number): number {
  if (length < shortest16) {
    buffer[longestHeader - 2] = binaryMessage;
    buffer[longestHeader - 1] = length;
    return longestHeader - 2;
  }
  if (length < shortest64) {
    buffer[longestHeader - 4] = binaryMessage;
    buffer[longestHeader - 3] = 126;
    buffer.writeUInt16BE(length, longestHeader - 2);
    return longestHeader - 4;
  }
  buffer[0] = binaryMessage;
  buffer[1] = 127;
  buffer.writeBigUInt64BE(BigInt(length), 2);
  return 0;
}

/**
 * The way from the screen to a viewer. What the screen's socket gives is read into one of a few buffers, behind room
 * for the header of a frame, and goes out from there, without a copy. A viewer who is slow keeps the buffers, and
 * without one the screen is not read.
 */
export class ScreenFrames {
  /** How the screen's socket has to be opened. */
  readonly reader: OnReadOpts;
  readonly #webSocket: WebSocket;
  /** Below the WebSocket, which still has the control frames: each write of a whole frame keeps them apart. */
  readonly #socket: Socket;
  readonly #free = Array.from({ length: count }, () => Buffer.allocUnsafeSlow(longestHeader + size));
  /** What the screen's socket reads into. */
  #current = Buffer.alloc(0);
  #screen: Socket | undefined;

  constructor(webSocket: WebSocket, socket: Socket) {
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.reader = { buffer: () => this.#next(), callback: length => this.#send(length) };
  }

  /** The socket that was opened with `reader`: it is read again when there is room. */
  set screen(screen: Socket) {
    this.#screen = screen;
  }

  /** Node asks for it after each read, also when reading is to stop: it may go on with this one. */
  #next(): Buffer {
    this.#current = this.#free.pop() ?? Buffer.allocUnsafeSlow(longestHeader + size);
    return this.#current.subarray(longestHeader);
  }

  /** @returns whether the screen may be read on */
  #send(length: number): boolean {
    const buffer = this.#current;
    if (this.#webSocket.readyState !== this.#webSocket.OPEN) {
      this.#free.push(buffer);
      return true;
    }
    const begin = writeHeader(buffer, length);
    this.#socket.write(buffer.subarray(begin, longestHeader + length), () => {
      this.#free.push(buffer);
      this.#screen?.resume();
    });
    return this.#free.length > 1;
  }
}
