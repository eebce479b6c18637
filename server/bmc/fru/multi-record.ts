import { zeroChecksum } from "./area.ts";

const managementAccess = 0x03;
const systemUniqueId = 0x07;
const formatVersion = 0x02;
const endOfList = 0x80;

/** A multi record area of one Management Access Record (FRU Information Storage Definition §16.1 and §18.4). */
export function systemUniqueIdRecord(uuid: string): Buffer {
  const data = Buffer.from(
    `${systemUniqueId.toString(16).padStart(2, "0")}${uuid.replaceAll("-", "")}`,
    "hex",
  );
  const head = [managementAccess, endOfList | formatVersion, data.length, zeroChecksum(data)];
  return Buffer.concat([Uint8Array.of(...head, zeroChecksum(Uint8Array.from(head))), data]);
}
