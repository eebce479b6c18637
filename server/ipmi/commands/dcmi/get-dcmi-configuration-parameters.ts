import { command } from "../../command.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { dcmiConfigurationParameters } from "./dcmi-configuration-parameters.ts";
import { version, versionFields } from "./dcmi-version.ts";

const parameterRevision = 1;

export const getDcmiConfigurationParameters = command({
  name: "Get DCMI Configuration Parameters",
  section: "6.1.3",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x13,
  privilege: Privilege.User,
  request: layout({ selector: u8, setSelector: u8 }),
  response: layout({ ...versionFields, data: rest }),
  handle(context, { selector }) {
    const data = dcmiConfigurationParameters.get(context, selector);
    return data instanceof Refusal ? data : { ...version(parameterRevision), data };
  },
});
