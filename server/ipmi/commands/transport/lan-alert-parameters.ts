import type { CommandContext } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { bytes } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { type Parameter, parameter } from "../../parameter.ts";
import {
  destinationAddressLength,
  destinationCount,
  destinationTypeLength,
  type LanConfigurationSetting,
} from "./lan-configuration.ts";

type Table = {
  [K in keyof LanConfigurationSetting]: LanConfigurationSetting[K] extends readonly string[] ? K : never;
}[keyof LanConfigurationSetting];
const ipv4Format = 0;

/** One entry for each destination, kept as it stands. */
const destinationParameter = (
  selector: number,
  name: string,
  table: Table,
  length: number,
  isPossible: (entry: Buffer) => boolean,
): Parameter<{ readonly destination: { readonly number: number }; readonly entry: Buffer }> =>
  parameter({
    selector,
    name,
    layout: layout({ destination: byte({ number: bits(3, 0) }), entry: bytes(length) }),
    get({ lanConfiguration }: CommandContext, { setSelector }) {
      const entry = lanConfiguration.value[table][setSelector];
      if (entry === undefined) return refuse(CompletionCode.ParameterOutOfRange);
      return { destination: { number: setSelector }, entry: Buffer.from(entry, "hex") };
    },
    set({ lanConfiguration }, { destination: { number }, entry }) {
      if (number > destinationCount) return refuse(CompletionCode.ParameterOutOfRange);
      if (!isPossible(entry)) return refuse(CompletionCode.InvalidDataField);
      lanConfiguration.change({
        [table]: lanConfiguration.value[table].with(number, entry.toString("hex")),
      });
      return undefined;
    },
  });

/** Where alerts go. */
export const lanAlertParameters = [
  parameter({
    selector: 17,
    name: "Number of Destinations",
    layout: layout({ destinations: byte({ count: bits(3, 0) }) }),
    get: () => ({ destinations: { count: destinationCount } }),
  }),
  destinationParameter(18, "Destination Type", "destinationTypes", destinationTypeLength, () => true),
  destinationParameter(
    19,
    "Destination Addresses",
    "destinationAddresses",
    destinationAddressLength,
    entry => (entry[0] ?? 0) >> 4 === ipv4Format,
  ),
] as const;
