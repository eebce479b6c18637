import { aarch64 } from "./aarch64.ts";
import type { Architecture } from "./architecture.ts";
import { x86_64 } from "./x86-64.ts";

const architectures: Readonly<Record<Architecture["name"], Architecture>> = { x86_64, aarch64 };

/**
 * The guest's architecture.
 * @param name empty for the host's own, which KVM needs
 */
export function guestArchitecture(name: Architecture["name"] | ""): Architecture {
  if (name !== "") return architectures[name];
  return process.arch === "arm64" ? aarch64 : x86_64;
}
