import { command } from "../../command.ts";
import { Refusal } from "../../message/completion-code.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { untilNul, withPiece, writeRequest, writeResponse } from "./text-piece.ts";

/** Bytes, with the NUL that ends it. */
const longestIdentifier = 64;

export const setManagementControllerIdentifierString = command({
  name: "Set Management Controller Identifier String",
  section: "6.4.6.2",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x0a,
  privilege: Privilege.Administrator,
  request: writeRequest,
  response: writeResponse,
  handle({ dcmi }, piece) {
    const identifier = withPiece(Buffer.from(dcmi.value.identifier, "latin1"), piece, longestIdentifier);
    if (identifier instanceof Refusal) return identifier;
    dcmi.save({ ...dcmi.value, identifier: untilNul(identifier).toString("latin1") });
    return { written: piece.offset + piece.count };
  },
});
