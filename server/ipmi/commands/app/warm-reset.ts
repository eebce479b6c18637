import { command } from "../../command.ts";
import { empty } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

/** The same as a cold reset: sessions and other volatile state go, and settings are kept in both. */
export const warmReset = command({
  name: "Warm Reset",
  section: "20.3",
  netFn: NetFn.App,
  cmd: 0x03,
  privilege: Privilege.Administrator,
  request: empty,
  response: empty,
  handle({ resetBmc, origin }) {
    // The answer leaves first.
    setImmediate(resetBmc, origin);
    return {};
  },
});
