import { command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { rest } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { parameterNotSupported } from "../../parameter.ts";
import { Privilege } from "../../session/privilege.ts";
import { bootOptionParameters } from "./boot-option-parameters.ts";

export const setSystemBootOptions = command({
  name: "Set System Boot Options",
  section: "28.12",
  netFn: NetFn.Chassis,
  cmd: 0x08,
  privilege: Privilege.Operator,
  request: layout({ parameter: byte({ isInvalid: bit(7), selector: bits(6, 0) }), data: rest }),
  response: empty,
  async handle(context, { parameter: { isInvalid, selector }, data }) {
    if (!bootOptionParameters.has(selector)) return refuse(parameterNotSupported);
    // Without data only the mark changes.
    const refusal = data.length > 0 ? await bootOptionParameters.set(context, selector, data) : undefined;
    if (refusal) return refusal;
    const { bootOptions } = context;
    const invalid = bootOptions.values.invalid.filter(other => other !== selector);
    bootOptions.change({ invalid: isInvalid ? [...invalid, selector] : invalid });
    return {};
  },
});
