import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";

const ntpPort = 123;
/** Bytes of a message without extensions (RFC 4330 §4), and where its timestamps are. */
const length = 48;
const origin = 24;
const receive = 32;
const transmit = 40;
/** Leap indicator 0, version 4, mode 3 (client). */
const clientRequest = 0x23;
const serverMode = 4;
/** Seconds from NTP's epoch, 1900, to Unix's. */
const epoch = 2_208_988_800;

const milliseconds = (message: Buffer, at: number): number =>
  (message.readUInt32BE(at) - epoch + message.readUInt32BE(at + 4) / 2 ** 32) * 1000;

/**
 * Asks a time server once (SNTP, RFC 4330).
 * @param timeout milliseconds
 * @returns milliseconds that the server's clock is ahead of the host's
 * @throws Error when no usable answer comes in time
 */
export function timeOffset(server: string, timeout: number, port = ntpPort): Promise<number> {
  // What the server sends back as the time at which it was asked; drawn, so that nobody can answer in its place.
  const nonce = randomBytes(8);
  const request = Buffer.alloc(length);
  request[0] = clientRequest;
  nonce.copy(request, transmit);
  return new Promise((resolve, reject) => {
    const socket = createSocket(server.includes(":") ? "udp6" : "udp4");
    const timer = setTimeout(() => end(new Error(`${server} does not tell the time.`)), timeout);
    const end = (result: number | Error): void => {
      clearTimeout(timer);
      socket.close();
      if (typeof result === "number") resolve(result);
      else reject(result);
    };
    let asked = 0;
    socket.once("error", end);
    socket.on("message", answer => {
      const heard = Date.now();
      if (!isAnswer(answer, nonce)) return;
      end((milliseconds(answer, receive) - asked + milliseconds(answer, transmit) - heard) / 2);
    });
    socket.connect(port, server, (error?: Error) => {
      if (error) {
        end(error);
        return;
      }
      asked = Date.now();
      socket.send(request);
    });
  });
}

/** Of a server that knows the time itself: stratum 0 is a refusal, 16 means unsynchronized. */
function isAnswer(answer: Buffer, nonce: Buffer): boolean {
  if (answer.length < length) return false;
  const [first = 0, stratum = 0] = answer;
  return (
    (first & 0x07) === serverMode &&
    stratum >= 1 &&
    stratum <= 15 &&
    answer.subarray(origin, origin + 8).equals(nonce)
  );
}
