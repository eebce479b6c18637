import { existsSync } from "node:fs";
import {
  backendOfLastStart,
  type ComposedNetworks,
  type GuestNetworksParts,
  hasEnded,
  nicSpecs,
  reportFailure,
  tagOf,
} from "./compose-cards.ts";
import { WiredCards } from "./compose-wired-cards.ts";
import { type Config, isSet } from "./config/config.ts";
import type { NetworkAccess } from "./events/events.ts";
import { runBatch } from "./network/batch.ts";
import { removeLeftovers } from "./network/leftovers.ts";
import { type Obstacle, obstacle } from "./network/privileges.ts";
import { wantedInterfaces } from "./network/wanted.ts";

/** How the machine's cards reach the outside, as far as the system lets it. */
export async function composeGuestNetworks(parts: GuestNetworksParts): Promise<ComposedNetworks> {
  const { config, env, log } = parts;
  const problem = reasonAgainst(config, env);
  const names = wantedInterfaces({
    listed: isSet(env, "VM_NETWORKS") ? config.VM_NETWORKS.split(",") : undefined,
    usual: config.VM_NETWORKS.split(","),
    clabInterfaces: config.CLAB_INTFS,
    own: config.IPMI_INTERFACE,
  });
  if (config.VM_NETWORK_MODE === "user" || problem) {
    if (problem && problem !== "notAsked")
      log.warn(`The machine has QEMU's own network: ${sentences[problem]}`);
    return userNetworks(parts, names, problem ? { mode: "user", reason: problem } : { mode: "user" });
  }
  const wired = new WiredCards(parts, config.VM_NETWORK_MODE, names);
  try {
    await wired.open();
    return wired;
  } catch (error) {
    const detail = (error as Error).message;
    log.warn(`The machine has QEMU's own network: ${detail}`);
    await wired.close(true);
    return userNetworks(parts, names, { mode: "user", reason: "refused", detail });
  }
}

const sentences: Record<Obstacle, string> = {
  noNetAdmin: "handing interfaces over takes the capability NET_ADMIN.",
  noTun: "handing interfaces over takes the device /dev/net/tun.",
};

/** Whether QEMU is to open taps. */
export function handsTapsOver(config: Config, env: NodeJS.ProcessEnv): boolean {
  const { VM_NETWORK_MODE: mode } = config;
  return (mode === "tc" || mode === "bridge") && reasonAgainst(config, env) === undefined;
}

/** Nobody's interfaces are taken because of a default: outside of a container they are to be named. */
function reasonAgainst(config: Config, env: NodeJS.ProcessEnv): Obstacle | "notAsked" | undefined {
  if (config.VM_NETWORK_MODE === "user") return undefined;
  const isAsked = (["VM_NETWORKS", "VM_NETWORK_MODE", "CLAB_INTFS"] as const).some(name => isSet(env, name));
  return isAsked || inContainer(env) ? obstacle() : "notAsked";
}

/** As docker, podman and Kubernetes mark what they run. */
const inContainer = (env: NodeJS.ProcessEnv): boolean =>
  ["/.dockerenv", "/run/.containerenv"].some(existsSync) || env.KUBERNETES_SERVICE_HOST !== undefined;

function userNetworks(
  parts: GuestNetworksParts,
  names: readonly string[],
  access: NetworkAccess,
): ComposedNetworks {
  return {
    access,
    nics: nicSpecs(parts, new Map(names.entries()), () => ({ type: "user" })),
    async opened() {
      backendOfLastStart(parts).keep("user");
    },
    isOpen: () => true,
    async handOver() {},
    follow() {
      parts.events.on("powerChanged", ({ to }) => this.powered(to));
    },
    powered(state) {
      // A guest that was started with wires is left them.
      if (hasEnded(state))
        removeLeftovers(runBatch, tagOf(parts)).catch(error => reportFailure(parts, error));
    },
    async close() {},
  };
}
