import { type InterfaceChange, reconfigure } from "./interface-change.ts";
import {
  type InterfaceAddress,
  ipv4Addresses,
  isUp,
  macOf,
  mayBeOwn,
  vlanIdOf,
  vlanInterfaces,
} from "./network-interface.ts";
import {
  defaultRoutes,
  inet6Addresses,
  inet6Router,
  ipCounters,
  neighbourMac,
  vlanPriority,
} from "./proc-net.ts";

const none = "0.0.0.0";

/** Reads and changes the interface that the BMC has for itself, and reads the host's where it has none. */
export const lanLink = (interfaceName: string) => ({
  get isOwn(): boolean {
    return mayBeOwn(interfaceName);
  },

  /** @param localAddress tells which of the host's interfaces is meant where there is no own one */
  state(localAddress?: string) {
    const addresses = ipv4Addresses();
    const own = mayBeOwn(interfaceName) ? deviceOf(interfaceName) : undefined;
    const { interfaceName: device, ...ipv4 } = own
      ? (addresses.find(each => each.interfaceName === own) ?? nowhere(own))
      : hostAddress(addresses, localAddress);
    const gateway = defaultRoutes().find(route => route.interfaceName === device)?.gateway ?? none;
    const vlanId = vlanIdOf(interfaceName, device);
    return {
      ipv4: { ...ipv4, gateway },
      mac: macOf(device),
      vlan: { enabled: vlanId !== undefined, id: vlanId ?? 0, priority: vlanPriority(device) },
      gatewayMac: gateway === none ? undefined : neighbourMac(gateway),
      ipv6: inet6Addresses(device),
      ipv6Router: inet6Router(device),
      linkIsUp: isUp(device),
    };
  },

  ipCounters,

  apply: (change: InterfaceChange): Promise<void> =>
    reconfigure({ name: interfaceName, device: deviceOf(interfaceName) }, change),
});

/** The interface that carries the addresses: that of a VLAN, where there is one. */
const deviceOf = (name: string): string => vlanInterfaces(name)[0] ?? name;

const nowhere = (interfaceName: string): InterfaceAddress => ({
  interfaceName,
  address: none,
  prefixLength: 0,
});

/** The address that was asked, else the host's main one; loopback only when there is nothing else. */
function hostAddress(
  addresses: readonly InterfaceAddress[],
  localAddress: string | undefined,
): InterfaceAddress {
  const outside = addresses.filter(({ address }) => !address.startsWith("127."));
  const main = defaultRoutes()[0]?.interfaceName;
  return (
    outside.find(({ address }) => address === localAddress) ??
    outside.find(each => each.interfaceName === main) ??
    outside[0] ??
    addresses[0] ??
    nowhere("lo")
  );
}
