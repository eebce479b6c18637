import type { AnyCommand } from "../../command.ts";
import { getIpUdpRmcpStatistics } from "./get-ip-udp-rmcp-statistics.ts";
import { getLanConfigurationParameters } from "./get-lan-configuration-parameters.ts";
import { getSerialModemConfiguration } from "./get-serial-modem-configuration.ts";
import { getSolConfigurationParameters } from "./get-sol-configuration-parameters.ts";
import { setLanConfigurationParameters } from "./set-lan-configuration-parameters.ts";
import { setSerialModemConfiguration } from "./set-serial-modem-configuration.ts";
import { setSolConfigurationParameters } from "./set-sol-configuration-parameters.ts";
import { suspendBmcArps } from "./suspend-bmc-arps.ts";

/** Transport: LAN, serial line and Serial over LAN (IPMI 2.0 §23, §25 and §26), by number. */
export const transportCommands: readonly AnyCommand[] = [
  setLanConfigurationParameters,
  getLanConfigurationParameters,
  suspendBmcArps,
  getIpUdpRmcpStatistics,
  setSerialModemConfiguration,
  getSerialModemConfiguration,
  setSolConfigurationParameters,
  getSolConfigurationParameters,
];
