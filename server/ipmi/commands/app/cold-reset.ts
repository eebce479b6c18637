import { command } from "../../command.ts";
import { empty } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const coldReset = command({
  name: "Cold Reset",
  section: "20.2",
  netFn: NetFn.App,
  cmd: 0x02,
  privilege: Privilege.Administrator,
  request: empty,
  response: empty,
  handle({ resetBmc, origin }) {
    // The answer leaves first.
    setImmediate(resetBmc, origin);
    return {};
  },
});
