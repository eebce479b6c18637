import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const timeout = 5000;

/**
 * Keeps the container's own IPv6 off an interface altogether. Where /proc/sys may not be written, as in a container that
 * is not privileged, taking its addresses away has to do (wires.ts).
 */
export function switchOffIpv6(name: string): void {
  try {
    writeFileSync(`/proc/sys/net/ipv6/conf/${name}/disable_ipv6`, "1");
  } catch {
    // Without IPv6 in the kernel there is nothing to switch off, either.
  }
}

const ethtool = (process.env.PATH ?? "")
  .split(delimiter)
  .map(folder => join(folder, "ethtool"))
  .find(existsSync);

/**
 * Whether guests may leave checksums to the card. An interface of docker's takes what has none for a frame that never
 * leaves the host, and who reads it there from a packet socket, as another QEMU does, finds it wrong. So it must be
 * told to complete them, which takes ethtool; otherwise the guest has to make them itself.
 */
export const mayOffloadChecksums = ethtool !== undefined;

/** Has the kernel complete the checksums of all that leaves by these interfaces. */
export async function switchOffTransmitChecksums(names: readonly string[]): Promise<void> {
  if (ethtool === undefined) return;
  await Promise.all(names.map(name => runEthtool(ethtool, ["-K", name, "tx", "off"])));
}

/** An interface that knows no such feature has nothing to switch off. */
const runEthtool = (program: string, args: readonly string[]): Promise<void> =>
  new Promise(resolve => {
    execFile(program, args, { timeout }, () => resolve());
  });
