import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { BlockList } from "node:net";
import { type InterfaceAddress, ipv4Addresses, macOf, vlanInterfaces } from "./network-interface.ts";
import { type DefaultRoute, defaultRoutes } from "./proc-net.ts";

/** What an interface is to have; what is absent stays. A gateway of "0.0.0.0" is none. */
export interface InterfaceChange {
  readonly mac?: string;
  readonly vlan?: { readonly enabled: boolean; readonly id: number; readonly priority: number };
  readonly ipv4?: { readonly address: string; readonly prefixLength: number; readonly gateway: string };
}

interface Interface {
  readonly name: string;
  /** Where its addresses are at present: itself, or the interface of a VLAN. */
  readonly device: string;
}

const timeout = 10_000;
const none = "0.0.0.0";
/** Of a default route beside another one, which it must not take the place of. */
const lowPreference = 1024;

/**
 * Brings an interface to what it is to have; what it has already is left alone. The new comes before the
 * old goes, so that the link is lost at no time.
 * @throws Error with the words of `ip`
 */
export async function reconfigure(
  { name, device: before }: Interface,
  change: InterfaceChange,
): Promise<void> {
  const { mac, vlan, ipv4 = presentIpv4(before) } = change;
  if (mac !== undefined && mac !== macOf(name)) {
    announceChanges(name);
    await ip("link", "set", name, "address", mac);
  }
  const device = vlan ? await makeDevice(name, vlan) : before;
  if (ipv4 && ipv4.address !== none) {
    await setAddress(name, device, `${ipv4.address}/${ipv4.prefixLength}`);
    await setGateway(device, ipv4);
  }
  for (const old of vlanInterfaces(name)) {
    if (vlan && old !== device) await ip("link", "delete", old);
  }
}

/** Has the kernel tell the neighbours of a new MAC address; without it they take the old one for half a minute. */
function announceChanges(name: string): void {
  try {
    writeFileSync(`/proc/sys/net/ipv4/conf/${name}/arp_notify`, "1");
  } catch {
    // Not writable in most containers, and no reason not to change the address.
  }
}

function presentIpv4(device: string): InterfaceChange["ipv4"] {
  const present = ipv4Addresses().find(({ interfaceName }) => interfaceName === device);
  const gateway = defaultRoutes().find(({ interfaceName }) => interfaceName === device)?.gateway;
  return present && { ...present, gateway: gateway ?? none };
}

async function makeDevice(name: string, vlan: NonNullable<InterfaceChange["vlan"]>): Promise<string> {
  if (!vlan.enabled) return name;
  const device = `${name}.${vlan.id}`;
  const priority = ["egress-qos-map", `0:${vlan.priority}`];
  if (vlanInterfaces(name).includes(device)) {
    await ip("link", "set", device, "type", "vlan", ...priority);
  } else {
    await ip("link", "add", "link", name, "name", device, "type", "vlan", "id", `${vlan.id}`, ...priority);
  }
  await ip("link", "set", name, "up");
  await ip("link", "set", device, "up");
  return device;
}

async function setAddress(name: string, device: string, wanted: string): Promise<void> {
  const text = ({ address, prefixLength }: InterfaceAddress): string => `${address}/${prefixLength}`;
  const isWanted = (each: InterfaceAddress): boolean =>
    each.interfaceName === device && text(each) === wanted;
  const present = (): readonly InterfaceAddress[] => {
    const names = [name, ...vlanInterfaces(name)];
    return ipv4Addresses().filter(({ interfaceName }) => names.includes(interfaceName));
  };
  if (!present().some(isWanted)) await ip("address", "replace", wanted, "dev", device);
  for (;;) {
    const other = present().find(each => !isWanted(each));
    if (!other) break;
    await ip("address", "delete", text(other), "dev", other.interfaceName);
    // One that came second in a network goes with the first.
    await ip("address", "replace", wanted, "dev", device);
  }
}

async function setGateway(
  device: string,
  { address, prefixLength, gateway }: NonNullable<InterfaceChange["ipv4"]>,
): Promise<void> {
  const routes = defaultRoutes();
  const own = routes.filter(({ interfaceName }) => interfaceName === device);
  const network = new BlockList();
  network.addSubnet(address, prefixLength);
  // A client sets address, netmask and gateway one by one: between them the gateway may be out of reach.
  const isWanted = gateway !== none && network.check(gateway);
  const isThere = (route: DefaultRoute): boolean => isWanted && route.gateway === gateway;
  if (isWanted && !own.some(isThere)) {
    const metric = own[0]?.metric ?? (routes.length > 0 ? lowPreference : 0);
    await ip("route", "replace", "default", "via", gateway, "dev", device, "metric", `${metric}`);
  }
  for (const route of defaultRoutes()) {
    if (route.interfaceName === device && !isThere(route)) {
      await ip(
        "route",
        "delete",
        "default",
        "via",
        route.gateway,
        "dev",
        device,
        "metric",
        `${route.metric}`,
      );
    }
  }
}

function ip(...args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile("ip", args, { timeout, encoding: "utf8" }, (error, _stdout, stderr) => {
      if (error) reject(new Error(`ip ${args.join(" ")}: ${stderr.trim() || error.message}`));
      else resolve();
    });
  });
}
