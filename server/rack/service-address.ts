/** Where a Redfish service answers. */
export interface ServiceAddress {
  /** "https://192.0.2.7:8443" */
  readonly origin: string;
  /** IPv4. */
  readonly address: string;
}

/**
 * Where a service that says so of itself is. It may speak for its own address alone: no datagram makes the BMC
 * ask anything of a third host, nor for anything but the service root.
 * @param url of the service root, as it was told
 * @param from the address that the datagram came from
 */
export function serviceAddress(url: string, from: string): ServiceAddress | undefined {
  const parsed = URL.parse(url);
  if (!parsed || (parsed.protocol !== "https:" && parsed.protocol !== "http:")) return undefined;
  const { hostname, pathname, username, password, search, hash, origin } = parsed;
  if (hostname !== from || !/^\/redfish\/v1\/?$/.test(pathname)) return undefined;
  if (username + password + search + hash !== "") return undefined;
  return { origin, address: hostname };
}
