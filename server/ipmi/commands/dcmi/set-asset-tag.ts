import { longestAssetTag } from "../../../bmc/fru/inventory.ts";
import { command } from "../../command.ts";
import { Refusal } from "../../message/completion-code.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { untilNul, withPiece, writeRequest, writeResponse } from "./text-piece.ts";

export const setAssetTag = command({
  name: "Set Asset Tag",
  section: "6.4.3",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x08,
  privilege: Privilege.Operator,
  request: writeRequest,
  response: writeResponse,
  handle({ inventory, origin }, piece) {
    const tag = withPiece(Buffer.from(inventory.assetTag, "latin1"), piece, longestAssetTag);
    if (tag instanceof Refusal) return tag;
    inventory.setAssetTag(untilNul(tag).toString("latin1"), origin);
    return { written: piece.offset + piece.count };
  },
});
