import { networkInterfaces } from "node:os";
import { interfaceExists, isTentative, vlanInterfaces } from "./network-interface.ts";

const checkInterval = 1000;

export interface AddressesOptions {
  /** The interface to follow; when it does not exist, all addresses count. */
  readonly interfaceName: string;
  /** `found` says whether the interface exists; it may still have no address. */
  readonly onChange: (addresses: readonly string[], found: boolean) => void;
}

/**
 * Follows the addresses on which a service is to answer. Interfaces and their addresses may come and go
 * while the service runs (containerlab adds them to a container that runs already).
 * @returns stops following
 */
export function followAddresses({ interfaceName, onChange }: AddressesOptions): () => void {
  let known = "";
  const check = (): void => {
    const { addresses, found } = localAddresses(interfaceName);
    const now = `${found} ${addresses.join(" ")}`;
    if (now === known) return;
    known = now;
    onChange(addresses, found);
  };
  check();
  const timer = setInterval(check, checkInterval).unref();
  return () => clearInterval(timer);
}

/** Link-local IPv6 addresses carry their scope, without which they cannot be bound. */
function localAddresses(interfaceName: string): { addresses: readonly string[]; found: boolean } {
  const interfaces = networkInterfaces();
  // An interface without an address is no key of these, and yet it exists.
  const found = interfaceName in interfaces || interfaceExists(interfaceName);
  const names = found ? [interfaceName, ...vlanInterfaces(interfaceName)] : Object.keys(interfaces);
  const addresses = names.flatMap(name =>
    (interfaces[name] ?? [])
      .filter(({ address, family }) => family === "IPv4" || !isTentative(name, address))
      .map(({ address, family, scopeid }) =>
        family === "IPv6" && scopeid !== 0 ? `${address}%${name}` : address,
      ),
  );
  return { addresses: addresses.sort(), found };
}
