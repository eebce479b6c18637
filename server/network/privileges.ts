import { readFileSync, statSync } from "node:fs";

/** CAP_NET_ADMIN of capabilities(7). */
const netAdmin = 12n;
export const tunDevice = "/dev/net/tun";

/** Why the container's interfaces cannot be handed to the guest. */
export type Obstacle = "noNetAdmin" | "noTun";

export function obstacle(): Obstacle | undefined {
  if (!mayAdminister()) return "noNetAdmin";
  return isCharacterDevice(tunDevice) ? undefined : "noTun";
}

function mayAdminister(): boolean {
  const status = readFileSync("/proc/self/status", "utf8");
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0";
  return ((BigInt(`0x${effective}`) >> netAdmin) & 1n) === 1n;
}

/** A redirection in a shell makes a plain file of a device that is missing. */
function isCharacterDevice(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isCharacterDevice() ?? false;
}
