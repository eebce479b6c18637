/** The NBD protocol's fixed newstyle handshake and simple replies, as far as a read-only export needs them. */

/** "NBDMAGIC" and "IHAVEOPT" begin the handshake; the second begins every option, too. */
const nbdMagic = 0x4e42444d41474943n;
export const optionMagic = 0x49484156454f5054n;
const optionReplyMagic = 0x0003e889045565a9n;
export const requestMagic = 0x25609513;
const replyMagic = 0x67446698;

/** Handshake flags of server and client: the same bits. */
export const HandshakeFlag = { FixedNewstyle: 1, NoZeroes: 2 } as const;

const TransmissionFlag = { HasFlags: 1, ReadOnly: 2, CanMultiConn: 256 } as const;

export const Option = { ExportName: 1, Abort: 2, Info: 6, Go: 7 } as const;

const optionError = 2 ** 31;
export const OptionReply = {
  Ack: 1,
  Info: 3,
  Unsupported: optionError + 1,
  Invalid: optionError + 3,
  Unknown: optionError + 6,
} as const;

export const Info = { Export: 0, BlockSize: 3 } as const;

export const Command = { Read: 0, Write: 1, Disconnect: 2 } as const;

/** Errors of the transmission phase, which are Linux's errno values. */
export const NbdErrno = { NotPermitted: 1, Io: 5, Invalid: 22 } as const;
export type NbdErrno = (typeof NbdErrno)[keyof typeof NbdErrno];

/** Lengths of what comes with a fixed one, in bytes. */
export const clientFlagsLength = 4;
export const optionHeaderLength = 16;
export const requestLength = 28;
/** Zeroes after the answer to ExportName, where the client has not asked to leave them out. */
export const exportNamePadding = 124;

const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const u64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
};

export interface NbdExport {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** Bytes: what may be read at once, what is best read at once, and what may be read at most. */
export const blockSizes = { smallest: 1, preferred: 4096, largest: 2 * 2 ** 20 } as const;

const transmissionFlags =
  TransmissionFlag.HasFlags | TransmissionFlag.ReadOnly | TransmissionFlag.CanMultiConn;

export const greeting = (): Buffer =>
  Buffer.concat([
    ...[u64(nbdMagic), u64(optionMagic)],
    u16(HandshakeFlag.FixedNewstyle | HandshakeFlag.NoZeroes),
  ]);

export const optionReply = (option: number, type: number, data: Buffer = Buffer.alloc(0)): Buffer =>
  Buffer.concat([u64(optionReplyMagic), u32(option), u32(type), u32(data.length), data]);

/** Size and flags, as in the answers to Info, Go and ExportName. */
export const exportFacts = ({ size }: NbdExport): Buffer =>
  Buffer.concat([u64(BigInt(size)), u16(transmissionFlags)]);

export const exportInfo = (served: NbdExport): Buffer =>
  Buffer.concat([u16(Info.Export), exportFacts(served)]);

export const blockSizeInfo = (): Buffer =>
  Buffer.concat([
    u16(Info.BlockSize),
    ...[blockSizes.smallest, blockSizes.preferred, blockSizes.largest].map(u32),
  ]);

/** The header of a simple reply; the data of a read that went well follow it. */
export const simpleReply = (cookie: bigint, errno: number = 0): Buffer =>
  Buffer.concat([u32(replyMagic), u32(errno), u64(cookie)]);

/** What a client asks in Info and Go; undefined for bytes that are none of that. */
export function infoRequest(data: Buffer): { name: string; asked: readonly number[] } | undefined {
  if (data.length < 6) return undefined;
  const nameLength = data.readUInt32BE(0);
  if (nameLength > data.length - 6) return undefined;
  const name = data.toString("utf8", 4, 4 + nameLength);
  const count = data.readUInt16BE(4 + nameLength);
  const list = data.subarray(6 + nameLength);
  if (list.length !== count * 2) return undefined;
  return { name, asked: Array.from({ length: count }, (_, n) => list.readUInt16BE(n * 2)) };
}
