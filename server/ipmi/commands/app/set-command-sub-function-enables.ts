import { command } from "../../command.ts";
import { rest } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { ofOneCommand, refuseUnknown, subFunctionMaskSize } from "./sub-functions.ts";

export const setCommandSubFunctionEnables = command({
  name: "Set Command Sub-function Enables",
  section: "21.9",
  netFn: NetFn.App,
  cmd: 0x62,
  privilege: Privilege.Administrator,
  request: layout({ ...ofOneCommand, bodyAndEnabled: rest }),
  response: empty,
  handle(context, { bodyAndEnabled, ...named }) {
    // One or two masks stand behind the defining body's code, where there is one.
    const bodyLength = bodyAndEnabled.length % subFunctionMaskSize;
    const enabled = bodyAndEnabled.subarray(bodyLength);
    if (enabled.length < subFunctionMaskSize || enabled.length > 2 * subFunctionMaskSize) {
      return refuse(CompletionCode.RequestLengthInvalid);
    }
    const refusal = refuseUnknown(context, { ...named, body: bodyAndEnabled.subarray(0, bodyLength) });
    if (refusal) return refusal;
    return enabled.some(bits => bits !== 0) ? refuse(CompletionCode.InvalidDataField) : {};
  },
});
