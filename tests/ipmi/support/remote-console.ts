import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

const suites = {
  1: { numbers: [1, 0, 0], hash: "sha1", authCodeLength: 0, checkLength: 12 },
  2: { numbers: [1, 1, 0], hash: "sha1", authCodeLength: 12, checkLength: 12 },
  3: { numbers: [1, 1, 1], hash: "sha1", authCodeLength: 12, checkLength: 12 },
  8: { numbers: [2, 2, 1], hash: "md5", authCodeLength: 16, checkLength: 16 },
  15: { numbers: [3, 0, 0], hash: "sha256", authCodeLength: 0, checkLength: 16 },
  16: { numbers: [3, 4, 0], hash: "sha256", authCodeLength: 16, checkLength: 16 },
  17: { numbers: [3, 4, 1], hash: "sha256", authCodeLength: 16, checkLength: 16 },
} as const;
export type SuiteId = keyof typeof suites;

const rmcp = Buffer.from([0x06, 0x00, 0xff, 0x07]);
const u16 = (n: number) => Buffer.from([n & 0xff, n >> 8]);
const u32 = (n: number) => Buffer.from([n & 0xff, (n >> 8) & 0xff, (n >> 16) & 0xff, n >>> 24]);
const checksum = (data: Uint8Array) => -data.reduce((sum, byte) => sum + byte, 0) & 0xff;

/** A request as it stands in an IPMI LAN message. */
export function lanRequest(netFn: number, cmd: number, data: readonly number[], sequence: number, lun = 0) {
  const head = [0x20, (netFn << 2) | lun];
  const body = [0x81, sequence << 2, cmd, ...data];
  return Buffer.from([...head, checksum(Buffer.from(head)), ...body, checksum(Buffer.from(body))]);
}

/** What takes datagrams and answers through a peer. */
export interface Lan {
  receive(datagram: Buffer, peer: { address: string; port: number; send(datagram: Buffer): void }): void;
}

export interface Received {
  readonly payloadType: number;
  readonly sequence: number;
  readonly payload: Buffer;
}

export interface ConsoleOptions {
  readonly user: string;
  readonly password: string | Buffer;
  readonly port: number;
  readonly suite?: SuiteId;
  /** RAKP 1's role byte. */
  readonly role?: number;
  /** KG; empty for a one-key login. */
  readonly bmcKey?: string;
  readonly address?: string;
}

export interface PacketOptions {
  readonly payloadType?: number;
  readonly sequence?: number;
  readonly encrypted?: boolean;
  readonly authenticated?: boolean;
  /** What the packet says of itself, where that is not what it is. */
  readonly flags?: number;
  /** Changes the finished datagram. */
  readonly damage?: (datagram: Buffer) => void;
}

/** A remote console written from the standard and not from the server, for everything that real ones do not do. */
export class RemoteConsole {
  readonly id = 0x12345678;
  readonly options: Required<ConsoleOptions>;
  readonly received: Buffer[] = [];
  bmcSessionId = 0;
  sequence = 0;
  requestSequence = 0;
  consoleRandom: Buffer = randomBytes(16);
  bmcRandom: Buffer = Buffer.alloc(16);
  guid: Buffer = Buffer.alloc(16);
  readonly #lan: Lan;
  #k1: Buffer = Buffer.alloc(0);
  #k2: Buffer = Buffer.alloc(0);

  constructor(lan: Lan, options: ConsoleOptions) {
    this.#lan = lan;
    this.options = { suite: 17, role: 0x14, bmcKey: "", address: "127.0.0.1", ...options };
  }

  get #suite() {
    return suites[this.options.suite];
  }

  get #key(): Buffer {
    return Buffer.concat([Buffer.from(this.options.password), Buffer.alloc(20)], 20);
  }

  get #integrityKey(): Buffer {
    const { bmcKey } = this.options;
    return bmcKey === "" ? this.#key : Buffer.concat([Buffer.from(bmcKey), Buffer.alloc(20)], 20);
  }

  /** Whether the suite encrypts, and whether it authenticates. */
  get #protects(): { readonly encrypted: boolean; readonly authenticated: boolean } {
    const [, integrity, confidentiality] = this.#suite.numbers;
    return { encrypted: confidentiality !== 0, authenticated: integrity !== 0 };
  }

  get #userRole(): Buffer {
    const user = Buffer.from(this.options.user);
    return Buffer.concat([Buffer.from([this.options.role, user.length]), user]);
  }

  #hmac(key: Buffer, ...parts: Buffer[]): Buffer {
    return createHmac(this.#suite.hash, key).update(Buffer.concat(parts)).digest();
  }

  /** Everything that came back at once. */
  send(datagram: Buffer): Buffer[] {
    const before = this.received.length;
    const { port, address } = this.options;
    this.#lan.receive(datagram, {
      address,
      port,
      send: (answer: Buffer) => this.received.push(answer),
    });
    return this.received.slice(before);
  }

  sessionless(payloadType: number, payload: Buffer): Buffer {
    return Buffer.concat([
      rmcp,
      Buffer.from([0x06, payloadType]),
      u32(0),
      u32(0),
      u16(payload.length),
      payload,
    ]);
  }

  /** @returns the payload of the only answer */
  exchange(payloadType: number, payload: Buffer): Buffer {
    const answers = this.send(this.sessionless(payloadType, payload));
    if (answers.length !== 1) throw new Error(`${answers.length} answers`);
    return (answers[0] as Buffer).subarray(16);
  }

  openRequest(privilege = 0, numbers: readonly number[] = this.#suite.numbers, tag = 1): Buffer {
    const algorithms = numbers.flatMap((number, type) => [type, 0, 0, 8, number, 0, 0, 0]);
    return Buffer.concat([Buffer.from([tag, privilege, 0, 0]), u32(this.id), Buffer.from(algorithms)]);
  }

  open(privilege = 0): Buffer {
    const response = this.exchange(0x10, this.openRequest(privilege));
    if (response[1] === 0) this.bmcSessionId = response.readUInt32LE(8);
    return response;
  }

  rakp1Request(tag = 2): Buffer {
    const user = Buffer.from(this.options.user);
    const role = Buffer.from([this.options.role, 0, 0, user.length]);
    return Buffer.concat([
      Buffer.from([tag, 0, 0, 0]),
      u32(this.bmcSessionId),
      this.consoleRandom,
      role,
      user,
    ]);
  }

  rakp1(): Buffer {
    const response = this.exchange(0x12, this.rakp1Request());
    if (response[1] === 0) {
      this.bmcRandom = response.subarray(8, 24);
      this.guid = response.subarray(24, 40);
    }
    return response;
  }

  /** What RAKP 2 must carry for this user and password. */
  get expectedRakp2Code(): Buffer {
    const ids = Buffer.concat([u32(this.id), u32(this.bmcSessionId)]);
    return this.#hmac(this.#key, ids, this.consoleRandom, this.bmcRandom, this.guid, this.#userRole);
  }

  rakp3Request(tag = 3): Buffer {
    const code = this.#hmac(this.#key, this.bmcRandom, u32(this.id), this.#userRole);
    return Buffer.concat([Buffer.from([tag, 0, 0, 0]), u32(this.bmcSessionId), code]);
  }

  rakp3(): Buffer {
    const sik = this.#hmac(this.#integrityKey, this.consoleRandom, this.bmcRandom, this.#userRole);
    this.#k1 = this.#hmac(sik, Buffer.alloc(20, 1));
    this.#k2 = this.#hmac(sik, Buffer.alloc(20, 2));
    const response = this.exchange(0x14, this.rakp3Request());
    if (response[1] === 0) {
      const check = this.#hmac(sik, this.consoleRandom, u32(this.bmcSessionId), this.guid);
      if (!response.subarray(8).equals(check.subarray(0, this.#suite.checkLength))) throw new Error("RAKP 4");
    }
    return response;
  }

  login(): void {
    for (const response of [this.open(), this.rakp1(), this.rakp3()]) {
      if (response[1] !== 0) throw new Error(`status ${response[1]}`);
    }
  }

  /** A packet in this session. */
  packet(payload: Buffer, options: PacketOptions = {}): Buffer {
    const { payloadType = 0, encrypted, authenticated, damage } = { ...this.#protects, ...options };
    if (options.sequence === undefined) this.sequence += 1;
    const body = encrypted ? this.#encrypt(payload) : payload;
    const flags = options.flags ?? (encrypted ? 0x80 : 0) | (authenticated ? 0x40 : 0);
    const covered = Buffer.concat([
      Buffer.from([0x06, payloadType | flags]),
      u32(this.bmcSessionId),
      u32(options.sequence ?? this.sequence),
      u16(body.length),
      body,
    ]);
    const datagram = Buffer.concat([rmcp, authenticated ? this.#sign(covered) : covered]);
    damage?.(datagram);
    return datagram;
  }

  #encrypt(payload: Buffer): Buffer {
    const padLength = 15 - (payload.length % 16);
    const pad = Buffer.from([...Array(padLength).keys()].map(n => n + 1).concat(padLength));
    const iv = randomBytes(16);
    const cipher = createCipheriv("aes-128-cbc", this.#k2.subarray(0, 16), iv).setAutoPadding(false);
    return Buffer.concat([iv, cipher.update(Buffer.concat([payload, pad]))]);
  }

  #sign(covered: Buffer): Buffer {
    const padLength = -(covered.length + 2) & 3;
    const whole = Buffer.concat([covered, Buffer.alloc(padLength, 0xff), Buffer.from([padLength, 0x07])]);
    return Buffer.concat([whole, this.#hmac(this.#k1, whole).subarray(0, this.#suite.authCodeLength)]);
  }

  /** Checks and decrypts a packet of this session. */
  unwrap(datagram: Buffer): Received {
    const { encrypted, authenticated } = this.#protects;
    const end = datagram.length - this.#suite.authCodeLength;
    const code = this.#hmac(this.#k1, datagram.subarray(4, end)).subarray(0, datagram.length - end);
    if (authenticated && !code.equals(datagram.subarray(end))) throw new Error("wrong AuthCode");
    if (datagram.readUInt32LE(6) !== this.id) throw new Error("wrong session ID");
    const flags = datagram[5] as number;
    const wanted = (encrypted ? 0x80 : 0) | (authenticated ? 0x40 : 0);
    if ((flags & 0xc0) !== wanted) throw new Error("not protected as agreed");
    const body = datagram.subarray(16, 16 + datagram.readUInt16LE(14));
    const payload = encrypted ? this.#decrypt(body) : body;
    return { payloadType: flags & 0x3f, sequence: datagram.readUInt32LE(10), payload };
  }

  #decrypt(body: Buffer): Buffer {
    const key = this.#k2.subarray(0, 16);
    const decipher = createDecipheriv("aes-128-cbc", key, body.subarray(0, 16)).setAutoPadding(false);
    const padded = decipher.update(body.subarray(16));
    return padded.subarray(0, padded.length - 1 - (padded.at(-1) as number));
  }

  request(netFn: number, cmd: number, data: readonly number[] = []): Buffer {
    this.requestSequence = (this.requestSequence + 1) & 0x3f;
    return lanRequest(netFn, cmd, data, this.requestSequence);
  }

  /** Completion code and data of a command that is answered at once. */
  command(netFn: number, cmd: number, data: readonly number[] = []): number[] {
    const answers = this.send(this.packet(this.request(netFn, cmd, data)));
    if (answers.length !== 1) throw new Error(`${answers.length} answers`);
    return this.answer(answers[0] as Buffer);
  }

  /** The same for a command that is answered later. */
  async commandLater(netFn: number, cmd: number, data: readonly number[] = []): Promise<number[]> {
    const before = this.received.length;
    this.send(this.packet(this.request(netFn, cmd, data)));
    const deadline = performance.now() + 5000;
    while (this.received.length === before && performance.now() < deadline) {
      await new Promise(resolve => setImmediate(resolve));
    }
    return this.answer(this.received[before] as Buffer);
  }

  /** Completion code and data in an answer, whose checksums must be right. */
  answer(datagram: Buffer): number[] {
    const { payload } = this.unwrap(datagram);
    if (checksum(payload.subarray(0, 3)) !== 0 || checksum(payload.subarray(3)) !== 0)
      throw new Error("checksum");
    return [...payload.subarray(6, -1)];
  }

  /** SOL payloads that have come. */
  get solPackets(): Buffer[] {
    const isSol = (datagram: Buffer) => datagram[5] === 0xc1;
    return this.received.filter(isSol).map(datagram => this.unwrap(datagram).payload);
  }

  sendSol(payload: readonly number[] | Buffer): Buffer[] {
    return this.send(this.packet(Buffer.from(payload), { payloadType: 1 }));
  }
}
