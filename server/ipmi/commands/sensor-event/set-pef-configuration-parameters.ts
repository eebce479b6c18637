import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { rest } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { pefConfigurationParameters } from "./pef-configuration-parameters.ts";

export const setPefConfigurationParameters = command({
  name: "Set PEF Configuration Parameters",
  section: "30.3",
  netFn: NetFn.SensorEvent,
  cmd: 0x12,
  privilege: Privilege.Administrator,
  request: layout({ parameter: byte({ selector: bits(6, 0) }), data: rest }),
  response: empty,
  async handle(context, { parameter: { selector }, data }) {
    return (await pefConfigurationParameters.set(context, selector, data)) ?? {};
  },
});
