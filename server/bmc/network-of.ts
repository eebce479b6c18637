import { plainAddress } from "./plain-address.ts";

const groupCount = 8;
const networkGroups = 4;

/**
 * What one host can be told by: its IPv4 address, also where it is written in IPv6, or its IPv6 network of
 * 64 bits, in which it may take any address. Link-local addresses share one network and stand for themselves.
 */
export function networkOf(given: string): string {
  const address = plainAddress(given);
  if (!address.includes(":") || /^fe80:/i.test(address)) return address;
  const [head = [], tail = []] = address
    .split("::")
    .map(part => part.split(":").filter(group => group !== ""));
  const gap = Array<string>(groupCount - head.length - tail.length).fill("0");
  return `${[...head, ...gap, ...tail].slice(0, networkGroups).join(":").toLowerCase()}::/64`;
}
