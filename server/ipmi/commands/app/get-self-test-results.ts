import { command } from "../../command.ts";
import { u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const noError = 0x55;

export const getSelfTestResults = command({
  name: "Get Self Test Results",
  section: "20.4",
  netFn: NetFn.App,
  cmd: 0x04,
  privilege: Privilege.User,
  request: empty,
  response: layout({ result: u8, detail: u8 }),
  handle: () => ({ result: noError, detail: 0 }),
});
