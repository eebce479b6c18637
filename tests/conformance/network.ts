import { execFileSync } from "node:child_process";

const name = `conformance${process.pid}`;
const inner = "eth1";
const address = "10.213.90.2";
const gateway = "10.213.90.1";

/** Where the BMC and the tools meet. */
export interface Network {
  readonly address: string;
  readonly interfaceName: string;
  /** What runs a program in it. */
  readonly prefix: readonly string[];
  remove(): void;
}

const ip = (...args: string[]): void => {
  execFileSync("ip", args, { stdio: "pipe" });
};
const inside = (...args: string[]): void => ip("netns", "exec", name, "ip", ...args);

/**
 * A network namespace with an interface, a gateway and multicast, so that SSDP can be tested and nothing leaves the
 * machine; loopback for who may not make one.
 */
export function makeNetwork(): Network {
  if (process.getuid?.() !== 0) {
    console.log("Only root can make a network namespace: on loopback SSDP is not tested.");
    return { address: "127.0.0.1", interfaceName: "lo", prefix: [], remove: () => {} };
  }
  ip("netns", "add", name);
  try {
    inside("link", "set", "lo", "up");
    inside("link", "add", inner, "type", "veth", "peer", "name", "outside");
    inside("address", "add", `${address}/24`, "dev", inner);
    inside("link", "set", "outside", "up");
    inside("link", "set", inner, "up");
    inside("route", "add", "default", "via", gateway, "dev", inner);
  } catch (error) {
    ip("netns", "delete", name);
    throw error;
  }
  return {
    address,
    interfaceName: inner,
    prefix: ["ip", "netns", "exec", name],
    remove: () => ip("netns", "delete", name),
  };
}
