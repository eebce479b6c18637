import { command } from "../../command.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { dcmiConfigurationParameters } from "./dcmi-configuration-parameters.ts";

export const setDcmiConfigurationParameters = command({
  name: "Set DCMI Configuration Parameters",
  section: "6.1.2",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x12,
  privilege: Privilege.Administrator,
  request: layout({ selector: u8, setSelector: u8, data: rest }),
  response: empty,
  handle: async (context, { selector, data }) =>
    (await dcmiConfigurationParameters.set(context, selector, data)) ?? {},
});
