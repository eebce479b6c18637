import { createHash } from "node:crypto";
import { type Lan, lanRequest } from "./remote-console.ts";

const rmcp = Buffer.from([0x06, 0x00, 0xff, 0x07]);
const u32 = (n: number) => Buffer.from([n & 0xff, (n >> 8) & 0xff, (n >> 16) & 0xff, n >>> 24]);
const padded = (text: string) => Buffer.concat([Buffer.from(text), Buffer.alloc(16)], 16);

/** Where AuthType, sequence, session ID and the length stand. */
const sequenceAt = 5;
const sessionIdAt = 9;
const authCodeAt = 13;

export interface Ipmi15PacketOptions {
  readonly sequence?: number;
  /** None leaves the AuthCode out, as a packet does that claims no authentication. */
  readonly authType?: "none" | "md5";
  readonly damage?: (datagram: Buffer) => void;
}

/** A remote console of IPMI 1.5 with MD5, written from the standard and not from the server. */
export class Ipmi15Console {
  readonly received: Buffer[] = [];
  readonly initialOutbound = 0x1000;
  sessionId = 0;
  sequence = 0;
  challenge: Buffer = Buffer.alloc(16);
  readonly #lan: Lan;
  readonly #user: string;
  readonly #password: string;
  #requestSequence = 0;

  constructor(lan: Lan, user = "admin", password = `${user}-pass`) {
    this.#lan = lan;
    this.#user = user;
    this.#password = password;
  }

  send(datagram: Buffer): Buffer[] {
    const before = this.received.length;
    const send = (answer: Buffer) => this.received.push(answer);
    this.#lan.receive(datagram, { address: "127.0.0.1", port: 50_000, send });
    return this.received.slice(before);
  }

  packet(message: Buffer, { sequence, authType = "md5", damage }: Ipmi15PacketOptions = {}): Buffer {
    const isInSession = authType === "md5" || sequence === undefined;
    const number = sequence ?? this.sequence;
    if (sequence === undefined && this.sequence !== 0) this.sequence += 1;
    const [id, numbers] = [u32(isInSession ? this.sessionId : 0), u32(number)];
    const key = padded(this.#password);
    const code = createHash("md5")
      .update(Buffer.concat([key, id, message, numbers, key]))
      .digest();
    const authentication =
      authType === "md5" ? [Buffer.from([2]), numbers, id, code] : [Buffer.from([0]), numbers, id];
    const datagram = Buffer.concat([rmcp, ...authentication, Buffer.from([message.length]), message]);
    damage?.(datagram);
    return datagram;
  }

  request(netFn: number, cmd: number, data: readonly number[] = []): Buffer {
    this.#requestSequence = (this.#requestSequence + 1) & 0x3f;
    return lanRequest(netFn, cmd, data, this.#requestSequence);
  }

  /** Completion code and data in an answer without authentication. */
  sessionless(netFn: number, cmd: number, data: readonly number[]): number[] | undefined {
    const [answer] = this.send(
      this.packet(this.request(netFn, cmd, data), { authType: "none", sequence: 0 }),
    );
    return answer && [...answer.subarray(authCodeAt + 1 + 6, -1)];
  }

  /** Completion code and data in an authenticated answer, whose AuthCode must be right. */
  answer(datagram: Buffer): number[] {
    const message = datagram.subarray(authCodeAt + 17);
    const [id, sequence] = [
      datagram.subarray(sessionIdAt, authCodeAt),
      datagram.subarray(sequenceAt, sessionIdAt),
    ];
    const key = padded(this.#password);
    const code = createHash("md5")
      .update(Buffer.concat([key, id, message, sequence, key]))
      .digest();
    if (!code.equals(datagram.subarray(authCodeAt, authCodeAt + 16))) throw new Error("wrong AuthCode");
    return [...message.subarray(6, -1)];
  }

  sequenceOf(datagram: Buffer): number {
    return datagram.readUInt32LE(sequenceAt);
  }

  getChallenge(authType = 2): number[] | undefined {
    const answer = this.sessionless(0x06, 0x39, [authType, ...padded(this.#user)]);
    if (answer?.[0] === 0) {
      const data = Buffer.from(answer);
      this.sessionId = data.readUInt32LE(1);
      this.challenge = data.subarray(5, 21);
    }
    return answer;
  }

  activateRequest(privilege = 4, authType = 2): Buffer {
    const data = [authType, privilege, ...this.challenge, ...u32(this.initialOutbound)];
    return this.packet(this.request(0x06, 0x3a, data), { sequence: 0 });
  }

  activate(privilege = 4): number[] | undefined {
    const [datagram] = this.send(this.activateRequest(privilege));
    const answer = datagram && this.answer(datagram);
    if (answer?.[0] === 0) {
      const data = Buffer.from(answer);
      this.sessionId = data.readUInt32LE(2);
      this.sequence = data.readUInt32LE(6);
    }
    return answer;
  }

  login(): void {
    if (this.getChallenge()?.[0] !== 0 || this.activate()?.[0] !== 0) throw new Error("no session");
  }

  command(netFn: number, cmd: number, data: readonly number[] = []): number[] {
    const [answer] = this.send(this.packet(this.request(netFn, cmd, data)));
    if (!answer) throw new Error("no answer");
    return this.answer(answer);
  }
}
