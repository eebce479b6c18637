import { command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { pefConfigurationParameters } from "./pef-configuration-parameters.ts";

const parameterRevision = 0x11;
const nothing = Buffer.alloc(0);

export const getPefConfigurationParameters = command({
  name: "Get PEF Configuration Parameters",
  section: "30.4",
  netFn: NetFn.SensorEvent,
  cmd: 0x13,
  privilege: Privilege.Operator,
  request: layout({
    parameter: byte({ onlyRevision: bit(7), selector: bits(6, 0) }),
    setSelector: u8,
    blockSelector: u8,
  }),
  response: layout({ revision: u8, data: rest }),
  handle(context, { parameter: { onlyRevision, selector }, ...place }) {
    if (onlyRevision) return { revision: parameterRevision, data: nothing };
    const data = pefConfigurationParameters.get(context, selector, place);
    return data instanceof Refusal ? data : { revision: parameterRevision, data };
  },
});
