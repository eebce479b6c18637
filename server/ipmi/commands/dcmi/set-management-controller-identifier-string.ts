import { longestIdentification } from "../../../bmc/service-identification.ts";
import { command } from "../../command.ts";
import { Refusal } from "../../message/completion-code.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { untilNul, withPiece, writeRequest, writeResponse } from "./text-piece.ts";

export const setManagementControllerIdentifierString = command({
  name: "Set Management Controller Identifier String",
  section: "6.4.6.2",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x0a,
  privilege: Privilege.Administrator,
  request: writeRequest,
  response: writeResponse,
  handle({ serviceIdentification }, piece) {
    const identifier = withPiece(
      Buffer.from(serviceIdentification.value.text, "latin1"),
      piece,
      longestIdentification + 1,
    );
    if (identifier instanceof Refusal) return identifier;
    serviceIdentification.save({ text: untilNul(identifier).toString("latin1") });
    return { written: piece.offset + piece.count };
  },
});
