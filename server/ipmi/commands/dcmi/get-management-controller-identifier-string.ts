import { command } from "../../command.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { pieceOf, readRequest, readResponse } from "./text-piece.ts";

export const getManagementControllerIdentifierString = command({
  name: "Get Management Controller Identifier String",
  section: "6.4.6.1",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x09,
  privilege: Privilege.User,
  request: readRequest,
  response: readResponse,
  handle: ({ serviceIdentification }, piece) =>
    pieceOf(Buffer.from(serviceIdentification.value.text, "latin1"), piece),
});
