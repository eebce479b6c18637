import { bit, byte, choice } from "../../layout/byte.ts";
import { u8, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { ParameterTable, parameter } from "../../parameter.ts";

/**
 * DCMI configuration parameters (DCMI 1.5 table 6-5): how the BMC asks a DHCP server. They are kept for those who
 * set them; the container's network asks, and in its own way.
 */
export const dcmiConfigurationParameters = new ParameterTable(
  parameter({
    selector: 1,
    name: "Activate DHCP",
    layout: layout({ dhcp: byte({ activation: choice(7, 0, { keep: 0, activate: 1 }) }) }),
    get: () => ({ dhcp: { activation: "keep" as const } }),
    // Nothing starts anew: what the parameters say does not reach the network.
    set: () => undefined,
  }),
  parameter({
    selector: 2,
    name: "Discovery Configuration",
    layout: layout({ discovery: byte({ randomBackOff: bit(7), option60: bit(1), option12: bit(0) }) }),
    get: ({ dcmi }) => ({ discovery: dcmi.value.discovery }),
    set({ dcmi }, { discovery }) {
      dcmi.save({ ...dcmi.value, discovery });
      return undefined;
    },
  }),
  parameter({
    selector: 3,
    name: "DHCP Timing 1",
    layout: layout({ initialTimeout: u8 }),
    get: ({ dcmi }) => ({ initialTimeout: dcmi.value.initialTimeout }),
    set({ dcmi }, { initialTimeout }) {
      dcmi.save({ ...dcmi.value, initialTimeout });
      return undefined;
    },
  }),
  parameter({
    selector: 4,
    name: "DHCP Timing 2",
    layout: layout({ contactTimeout: u16 }),
    get: ({ dcmi }) => ({ contactTimeout: dcmi.value.contactTimeout }),
    set({ dcmi }, { contactTimeout }) {
      dcmi.save({ ...dcmi.value, contactTimeout });
      return undefined;
    },
  }),
  parameter({
    selector: 5,
    name: "DHCP Timing 3",
    layout: layout({ contactRetry: u16 }),
    get: ({ dcmi }) => ({ contactRetry: dcmi.value.contactRetry }),
    set({ dcmi }, { contactRetry }) {
      dcmi.save({ ...dcmi.value, contactRetry });
      return undefined;
    },
  }),
);
