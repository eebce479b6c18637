import { command } from "../../command.ts";
import { empty } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { selTimeUtcOffset, unspecifiedUtcOffset } from "./sel-time-utc-offset.ts";

export const getSelTimeUtcOffset = command({
  name: "Get SEL Time UTC Offset",
  section: "31.11a",
  netFn: NetFn.Storage,
  cmd: 0x5c,
  privilege: Privilege.User,
  request: empty,
  response: selTimeUtcOffset,
  handle: ({ clock }) => ({ offset: clock.utcOffset ?? unspecifiedUtcOffset }),
});
