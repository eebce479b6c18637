import { command } from "../../command.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, Refusal, refuse } from "../../message/completion-code.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { dcmiCapabilities } from "./dcmi-capabilities.ts";
import { version, versionFields } from "./dcmi-version.ts";

const parameterRevision = 2;

export const getDcmiCapabilitiesInfo = command({
  name: "Get DCMI Capabilities Info",
  section: "6.1.1",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x01,
  privilege: Privilege.User,
  request: layout({ selector: u8 }),
  response: layout({ ...versionFields, data: rest }),
  handle(context, { selector }) {
    const data = dcmiCapabilities.get(context, selector);
    if (data instanceof Refusal) return refuse(CompletionCode.InvalidDataField);
    return { ...version(parameterRevision), data };
  },
});
