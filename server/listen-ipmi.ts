import type { Logger } from "pino";
import type { Config } from "./config/config.ts";
import { followAddresses } from "./host/addresses.ts";
import { IpmiServer, type IpmiServerOptions } from "./ipmi/server.ts";
import { bmcKeyOf } from "./ipmi/session/bmc-key.ts";
import { listenOnPort } from "./listen-port.ts";

const fallbackIpmiPort = 6230;

interface ListenIpmiParts extends Omit<IpmiServerOptions, "port" | "solAdvertisedPort"> {
  readonly log: Logger;
  readonly inBandSocket: string | undefined;
}

/** The server and what ends it. Its addresses follow the interface for as long as it runs. */
export function listenIpmi(
  parts: ListenIpmiParts,
  config: Config,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const { log } = parts;
  return listenOnPort("IPMI_PORT", fallbackIpmiPort, { config, env, log }, port =>
    ipmiOn(port, parts, config),
  );
}

async function ipmiOn(port: number, { inBandSocket, ...parts }: ListenIpmiParts, config: Config) {
  const { log } = parts;
  const advertised = config.SOL_ADVERTISED_PORT;
  const server: IpmiServer = new IpmiServer({
    ...parts,
    port,
    cipherSuites: config.IPMI_CIPHER_SUITES.split(",").map(Number),
    bmcKey: bmcKeyOf(config.IPMI_KG),
    ipmi15: config.IPMI_LAN_15,
    ...(advertised === 0 ? {} : { solAdvertisedPort: advertised }),
  });
  let opened: Promise<void> | undefined;
  let wasFound = false;
  const unfollow = followAddresses({
    interfaceName: config.IPMI_INTERFACE,
    onChange: (addresses, found) => {
      if (found && !wasFound) parts.lanSettings.interfaceFound();
      wasFound = found;
      const where = found ? config.IPMI_INTERFACE : `all addresses (there is no ${config.IPMI_INTERFACE})`;
      const open = async (): Promise<void> => {
        await server.setAddresses(addresses);
        log.info(`IPMI: UDP port ${port} on ${where}: ${addresses.join(", ") || "no address yet"}`);
      };
      // The first time decides about the port; later an address may come and go before it can be used.
      if (opened) open().catch(error => log.error({ err: error }, "IPMI:"));
      else opened = open();
    },
  });
  try {
    await opened;
    if (inBandSocket !== undefined) await server.listenInBand(inBandSocket);
  } catch (error) {
    unfollow();
    await server.close();
    throw error;
  }
  return {
    port,
    close: () => {
      unfollow();
      return server.close();
    },
  };
}
