export const noAddress = "0.0.0.0";

const toNumber = (address: string): number =>
  address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);

/** "255.255.255.0" for 24. */
export function netmaskOf(prefixLength: number): string {
  const mask = 2 ** 32 - 2 ** (32 - prefixLength);
  return [24, 16, 8, 0].map(shift => Math.floor(mask / 2 ** shift) % 256).join(".");
}

/** undefined for what is no netmask, as its ones do not stand together at the front. */
export function prefixLengthOf(netmask: string): number | undefined {
  const prefixLength = 32 - Math.log2(2 ** 32 - toNumber(netmask));
  return Number.isInteger(prefixLength) ? prefixLength : undefined;
}

/** Whether an interface can have it: no broadcast, multicast, loopback or "this network" address (RFC 6890). */
export function isHostAddress(address: string): boolean {
  const first = toNumber(address) >>> 24;
  return first !== 0 && first !== 127 && first < 224;
}
