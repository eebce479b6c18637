import { command } from "../../command.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { pieceOf, readRequest, readResponse } from "./text-piece.ts";

export const getAssetTag = command({
  name: "Get Asset Tag",
  section: "6.4.2",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x06,
  privilege: Privilege.User,
  request: readRequest,
  response: readResponse,
  handle: ({ inventory }, piece) => pieceOf(Buffer.from(inventory.assetTag, "latin1"), piece),
});
