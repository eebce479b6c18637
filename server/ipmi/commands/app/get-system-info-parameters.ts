import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Refusal } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { systemInfoParameters } from "./system-info-parameters.ts";

/** Present revision, and the oldest one that it is compatible with. */
const parameterRevision = 0x11;
const noData = Buffer.alloc(0);

export const getSystemInfoParameters = command({
  name: "Get System Info Parameters",
  section: "22.14b",
  netFn: NetFn.App,
  cmd: 0x59,
  privilege: Privilege.User,
  request: layout({
    parameter: byte({ revisionOnly: bit(7) }),
    selector: u8,
    setSelector: u8,
    blockSelector: u8,
  }),
  response: layout({ parameterRevision: u8, data: rest }),
  handle(context, { parameter: { revisionOnly }, selector, ...place }) {
    const data = systemInfoParameters.get(context, selector, place);
    if (data instanceof Refusal) return data;
    return { parameterRevision, data: revisionOnly ? noData : data };
  },
});
