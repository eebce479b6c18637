import { bits, byte } from "../../layout/byte.ts";
import { layout } from "../../layout/layout.ts";
import { ParameterTable, parameter } from "../../parameter.ts";
import { lanAddressParameters } from "./lan-address-parameters.ts";
import { lanAlertParameters } from "./lan-alert-parameters.ts";
import { lanIpv6Parameters } from "./lan-ipv6-parameters.ts";
import { lanSecurityParameters } from "./lan-security-parameters.ts";

const setInProgress = parameter({
  selector: 0,
  name: "Set In Progress",
  layout: layout({ set: byte({ inProgress: bits(1, 0) }) }),
  get: ({ lanConfiguration }) => ({ set: { inProgress: lanConfiguration.setInProgress } }),
  // Never refused: a client that died half-way would lock out all others.
  set({ lanConfiguration }, { set }) {
    lanConfiguration.setInProgress = set.inProgress;
    return undefined;
  },
});

/** LAN configuration parameters (IPMI 2.0 table 23-4). */
export const lanConfigurationParameters = new ParameterTable(
  setInProgress,
  ...lanSecurityParameters,
  ...lanAddressParameters,
  ...lanAlertParameters,
  ...lanIpv6Parameters,
);
