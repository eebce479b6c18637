import type { Logger } from "pino";
import type { Clock } from "./bmc/clock.ts";
import type { NetworkProtocol } from "./bmc/network-protocol.ts";
import type { EventBus } from "./events/bus.ts";
import { followAddresses } from "./host/addresses.ts";
import { ipv4Addresses, multicastAddresses } from "./host/network-interface.ts";
import { timeOffset } from "./host/sntp.ts";
import type { Rack } from "./rack/rack.ts";
import { Ssdp } from "./redfish/discovery/ssdp.ts";
import { redfishVersion } from "./redfish/version.ts";

const minorVersion = redfishVersion.split(".")[1] ?? "";
/** Milliseconds: how long a time server has for its answer, and when it is asked again. */
const answerBound = 3000;
const askInterval = 1024 * 1000;
const retryInterval = 60 * 1000;
/** Milliseconds that the clock may be off before it is set; each time it is set stands in the event log. */
const tolerance = 500;

interface DiscoveryParts {
  readonly networkProtocol: NetworkProtocol;
  readonly events: EventBus;
  readonly uuid: string;
  /** As for `followAddresses`. */
  readonly interfaceName: string;
  /** Looks for others where this BMC lets itself be found. */
  readonly rack: Rack;
  readonly log: Logger;
}

/**
 * Lets the BMC be found for as long as the settings say so.
 * @returns ends it
 */
export function composeDiscovery(parts: DiscoveryParts): () => Promise<void> {
  const { networkProtocol, events, uuid, interfaceName, rack, log } = parts;
  let ssdp: Ssdp | undefined;
  let addresses: readonly string[] = [];
  const look = (): void => {
    const own = ipv4Addresses().filter(({ address }) => addresses.includes(address));
    rack.setAddresses(own, networkProtocol.discovery.enabled);
  };
  const open = (): void => {
    const { enabled, notifyInterval, notifyTtl } = networkProtocol.discovery;
    const closing = ssdp?.close();
    ssdp = undefined;
    closing?.catch(error => log.warn({ err: error }, "SSDP:"));
    look();
    if (!enabled) return;
    const { http, https } = networkProtocol.ports;
    ssdp = new Ssdp({
      ...{ uuid, minorVersion, notifyInterval, notifyTtl },
      url: address => `${https === undefined ? "http" : "https"}://${address}:${https ?? http}/redfish/v1/`,
      onError: error => log.warn({ err: error }, "SSDP:"),
    });
    ssdp.setAddresses(addresses);
  };
  open();
  const ignore = events.on("networkProtocolChanged", open);
  const unfollow = followAddresses({
    interfaceName,
    onChange: found => {
      addresses = multicastAddresses(found);
      ssdp?.setAddresses(addresses);
      look();
    },
  });
  return async () => {
    ignore();
    unfollow();
    await ssdp?.close();
  };
}

interface TimeParts {
  readonly networkProtocol: NetworkProtocol;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Keeps the BMC's clock at the time of the servers that are set.
 * @returns ends it
 */
export function composeTime({ networkProtocol, events, clock, log }: TimeParts): () => void {
  let timer: NodeJS.Timeout | undefined;
  let generation = 0;
  const ask = async (mine: number): Promise<void> => {
    const offset = await firstOffset(networkProtocol.timeSource.servers, log);
    if (mine !== generation) return;
    if (offset !== undefined) {
      const time = Date.now() + offset;
      if (Math.abs(time - clock.now()) > tolerance) clock.set(time, { via: "ntp" });
    }
    timer = setTimeout(() => ask(mine), offset === undefined ? retryInterval : askInterval).unref();
  };
  const begin = (): void => {
    clearTimeout(timer);
    generation += 1;
    const { enabled, servers } = networkProtocol.timeSource;
    if (enabled && servers.length > 0) void ask(generation);
  };
  begin();
  const ignore = events.on("networkProtocolChanged", begin);
  return () => {
    ignore();
    generation += 1;
    clearTimeout(timer);
  };
}

async function firstOffset(servers: readonly string[], log: Logger): Promise<number | undefined> {
  for (const server of servers) {
    try {
      return await timeOffset(server, answerBound);
    } catch (error) {
      log.warn(`NTP: ${(error as Error).message}`);
    }
  }
  return undefined;
}
