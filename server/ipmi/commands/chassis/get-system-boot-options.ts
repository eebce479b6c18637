import { command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { bootOptionParameters } from "./boot-option-parameters.ts";

const parameterVersion = 1;

export const getSystemBootOptions = command({
  name: "Get System Boot Options",
  section: "28.13",
  netFn: NetFn.Chassis,
  cmd: 0x09,
  privilege: Privilege.Operator,
  request: layout({ parameter: byte({ selector: bits(6, 0) }), setSelector: u8, blockSelector: u8 }),
  response: layout({
    parameterVersion: byte({ number: bits(3, 0) }),
    parameter: byte({ isInvalid: bit(7), selector: bits(6, 0) }),
    data: rest,
  }),
  handle(context, { parameter: { selector }, ...place }) {
    const data = bootOptionParameters.get(context, selector, place);
    if (data instanceof Refusal) return data;
    const isInvalid = context.bootOptions.values.invalid.includes(selector);
    return { parameterVersion: { number: parameterVersion }, parameter: { isInvalid, selector }, data };
  },
});
