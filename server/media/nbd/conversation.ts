import {
  blockSizeInfo,
  blockSizes,
  Command,
  clientFlagsLength,
  exportFacts,
  exportInfo,
  exportNamePadding,
  greeting,
  HandshakeFlag,
  Info,
  infoRequest,
  NbdErrno,
  type NbdExport,
  Option,
  OptionReply,
  optionHeaderLength,
  optionMagic,
  optionReply,
  requestLength,
  requestMagic,
  simpleReply,
} from "./protocol.ts";

/** No option of ours has longer data: a name and a handful of numbers. */
const longestOption = 64 * 1024;

export interface ReadRequest {
  readonly cookie: bigint;
  /** Bytes, as is `length`. */
  readonly offset: number;
  readonly length: number;
}

export interface ConversationPeer {
  send(bytes: Buffer): void;
  /** A read within the export; `answer` or `refuse` answers it, in any order. */
  read(request: ReadRequest): void;
  /** The client wants no more, or does not speak NBD. */
  end(): void;
}

/** The server's side of one NBD connection: bytes in, bytes and reads out. It may be cut anywhere. */
export class NbdConversation {
  readonly #export: NbdExport;
  readonly #peer: ConversationPeer;
  #kept: Buffer = Buffer.alloc(0);
  #phase: "flags" | "options" | "transmission" | "ended" = "flags";
  #zeroes = true;
  /** What is left of the data of a write, which nobody wants. */
  #unwanted = 0;

  constructor(served: NbdExport, peer: ConversationPeer) {
    this.#export = served;
    this.#peer = peer;
    peer.send(greeting());
  }

  push(chunk: Buffer): void {
    let bytes = this.#kept.length > 0 ? Buffer.concat([this.#kept, chunk]) : chunk;
    while (this.#phase !== "ended" && bytes.length > 0) {
      const taken = this.#take(bytes);
      if (taken === 0) break;
      bytes = bytes.subarray(taken);
    }
    this.#kept = bytes;
  }

  answer(cookie: bigint, data: Buffer): void {
    this.#peer.send(simpleReply(cookie));
    this.#peer.send(data);
  }

  refuse(cookie: bigint, errno: NbdErrno): void {
    this.#peer.send(simpleReply(cookie, errno));
  }

  /** @returns how many bytes were dealt with; 0 when there are too few */
  #take(bytes: Buffer): number {
    if (this.#unwanted > 0) {
      const skipped = Math.min(this.#unwanted, bytes.length);
      this.#unwanted -= skipped;
      return skipped;
    }
    if (this.#phase === "flags") return this.#takeFlags(bytes);
    return this.#phase === "options" ? this.#takeOption(bytes) : this.#takeRequest(bytes);
  }

  #takeFlags(bytes: Buffer): number {
    if (bytes.length < clientFlagsLength) return 0;
    const flags = bytes.readUInt32BE(0);
    const known = HandshakeFlag.FixedNewstyle | HandshakeFlag.NoZeroes;
    if (flags > known || (flags & HandshakeFlag.FixedNewstyle) === 0) this.#end();
    else this.#phase = "options";
    this.#zeroes = (flags & HandshakeFlag.NoZeroes) === 0;
    return clientFlagsLength;
  }

  #takeOption(bytes: Buffer): number {
    if (bytes.length < optionHeaderLength) return 0;
    const length = bytes.readUInt32BE(12);
    if (bytes.readBigUInt64BE(0) !== optionMagic || length > longestOption) {
      this.#end();
      return optionHeaderLength;
    }
    const end = optionHeaderLength + length;
    if (bytes.length < end) return 0;
    this.#answerOption(bytes.readUInt32BE(8), bytes.subarray(optionHeaderLength, end));
    return end;
  }

  #answerOption(option: number, data: Buffer): void {
    switch (option) {
      case Option.ExportName:
        this.#answerExportName(data.toString("utf8"));
        break;
      case Option.Abort:
        this.#peer.send(optionReply(option, OptionReply.Ack));
        this.#end();
        break;
      case Option.Info:
      case Option.Go:
        this.#answerInfo(option, data);
        break;
      default:
        this.#peer.send(optionReply(option, OptionReply.Unsupported));
    }
  }

  /** This option knows no error: the connection ends. */
  #answerExportName(name: string): void {
    if (name !== this.#export.name) {
      this.#end();
      return;
    }
    this.#peer.send(exportFacts(this.#export));
    if (this.#zeroes) this.#peer.send(Buffer.alloc(exportNamePadding));
    this.#phase = "transmission";
  }

  #answerInfo(option: number, data: Buffer): void {
    const reply = (type: number, information?: Buffer): void =>
      this.#peer.send(optionReply(option, type, information));
    const request = infoRequest(data);
    if (request?.name !== this.#export.name) {
      reply(request ? OptionReply.Unknown : OptionReply.Invalid);
      return;
    }
    reply(OptionReply.Info, exportInfo(this.#export));
    if (request.asked.includes(Info.BlockSize)) reply(OptionReply.Info, blockSizeInfo());
    reply(OptionReply.Ack);
    if (option === Option.Go) this.#phase = "transmission";
  }

  #takeRequest(bytes: Buffer): number {
    if (bytes.length < requestLength) return 0;
    if (bytes.readUInt32BE(0) !== requestMagic) this.#end();
    else this.#answerRequest(bytes.readUInt16BE(6), bytes);
    return requestLength;
  }

  #answerRequest(command: number, bytes: Buffer): void {
    const cookie = bytes.readBigUInt64BE(8);
    const offset = bytes.readBigUInt64BE(16);
    const length = bytes.readUInt32BE(24);
    const isWithin = offset + BigInt(length) <= BigInt(this.#export.size);
    if (command === Command.Disconnect) this.#end();
    else if (command !== Command.Read) this.refuse(cookie, NbdErrno.NotPermitted);
    else if (!isWithin || length === 0 || length > blockSizes.largest) this.refuse(cookie, NbdErrno.Invalid);
    else this.#peer.read({ cookie, offset: Number(offset), length });
    if (command === Command.Write) this.#unwanted = length;
  }

  #end(): void {
    this.#phase = "ended";
    this.#peer.end();
  }
}
