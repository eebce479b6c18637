import { existsSync, readdirSync, readFileSync } from "node:fs";
import { SocketAddress } from "node:net";
import { networkInterfaces } from "node:os";

const folder = "/sys/class/net";
const loopback = "lo";
/** IFF_MULTICAST of linux/if.h. */
const flagMulticast = 0x1000;

/** IFA_F_TENTATIVE and IFA_F_OPTIMISTIC of linux/if_addr.h. */
const flagTentative = 0x40;
const flagOptimistic = 0x04;

export interface InterfaceAddress {
  readonly interfaceName: string;
  readonly address: string;
  readonly prefixLength: number;
}

export const interfaceExists = (name: string): boolean => name !== "" && existsSync(`${folder}/${name}`);

/** Whether the BMC may have it for itself. */
export const mayBeOwn = (name: string): boolean => name !== loopback && interfaceExists(name);

/** The interfaces of VLANs on this one, as this program names them: "eth1.7". */
export const vlanInterfaces = (name: string): readonly string[] =>
  interfaceExists(name) ? readdirSync(folder).filter(other => vlanIdOf(name, other) !== undefined) : [];

export function vlanIdOf(name: string, vlanInterface: string): number | undefined {
  const id = vlanInterface.startsWith(`${name}.`) ? vlanInterface.slice(name.length + 1) : "";
  return /^[1-9]\d{0,3}$/.test(id) ? Number(id) : undefined;
}

export const macOf = (name: string): string => readText(`${folder}/${name}/address`) || "00:00:00:00:00:00";

export const isUp = (name: string): boolean => {
  const state = readText(`${folder}/${name}/operstate`);
  // Drivers without a notion of it, as loopback has none, say "unknown" of a link that works.
  return state === "up" || state === "unknown";
};

export const ipv4Addresses = (): readonly InterfaceAddress[] =>
  Object.entries(networkInterfaces()).flatMap(([interfaceName, addresses = []]) =>
    addresses
      .filter(({ family }) => family === "IPv4")
      .map(({ address, cidr }) => ({
        interfaceName,
        address,
        prefixLength: Number(cidr?.split("/")[1] ?? 32),
      })),
  );

/**
 * Whether the kernel still asks the link if somebody else has this IPv6 address (RFC 4862, 5.4). Until it knows, nobody
 * can listen there, though the address is listed.
 */
export function isTentative(name: string, address: string): boolean {
  return readText("/proc/net/if_inet6")
    .split("\n")
    .map(line => line.split(/ +/))
    .some(
      ([digits = "", , , , flags = "", owner]) =>
        owner === name &&
        (Number.parseInt(flags, 16) & (flagTentative | flagOptimistic)) === flagTentative &&
        addressOf(digits) === address,
    );
}

/** @param digits 32 of them */
const addressOf = (digits: string): string =>
  new SocketAddress({ family: "ipv6", address: digits.match(/.{4}/g)?.join(":") ?? "" }).address;

/** Those of these addresses that are IPv4 and belong to an interface that takes part in multicast. */
export const multicastAddresses = (addresses: readonly string[]): readonly string[] =>
  ipv4Addresses()
    .filter(({ interfaceName, address }) => addresses.includes(address) && isMulticast(interfaceName))
    .map(({ address }) => address);

const isMulticast = (name: string): boolean =>
  (Number(readText(`${folder}/${name}/flags`)) & flagMulticast) !== 0;

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}
