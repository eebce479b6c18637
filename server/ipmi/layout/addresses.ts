import { isIPv6 } from "node:net";
import type { Field } from "./fields.ts";

/** An address in the bytes of the wire, most significant first, and in its usual text. */
const address = (
  size: number,
  toText: (bytes: Buffer) => string,
  toBytes: (text: string) => Iterable<number>,
): Field<string> => ({
  kind: "fixed",
  size,
  decode: (data, offset) => toText(data.subarray(offset, offset + size)),
  encode: (value, data, offset) => data.set([...toBytes(value)], offset),
});

/** "10.0.0.1" */
export const ipv4Address = address(
  4,
  bytes => bytes.join("."),
  text => text.split(".").map(Number),
);

/** "52:54:00:12:34:56" */
export const macAddress = address(
  6,
  bytes => [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join(":"),
  text => Buffer.from(text.replaceAll(":", ""), "hex"),
);

const groupCount = 8;

/** "fe80::1"; always read in its shortest form. */
export const ipv6Address = address(16, shortest, text => {
  if (!isIPv6(text)) throw new RangeError(`"${text}" is no IPv6 address.`);
  const [head = [], tail] = text.split("::").map(part => part.split(":").filter(Boolean));
  const missing = groupCount - head.length - (tail?.length ?? 0);
  const groups = [...head, ...Array<string>(tail ? missing : 0).fill("0"), ...(tail ?? [])];
  return groups.map(group => Number.parseInt(group, 16)).flatMap(group => [group >> 8, group & 0xff]);
});

function shortest(bytes: Buffer): string {
  const groups = bytes.toString("hex").match(/..../g)?.join(":");
  return new URL(`http://[${groups}]/`).hostname.slice(1, -1);
}
