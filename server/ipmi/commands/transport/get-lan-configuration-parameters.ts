import { Channel, channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, Refusal, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { lanConfigurationParameters } from "./lan-configuration-parameters.ts";

/** Present revision, and the oldest one that it is compatible with. */
const parameterRevision = 0x11;
const noData = Buffer.alloc(0);

export const getLanConfigurationParameters = command({
  name: "Get LAN Configuration Parameters",
  section: "23.2",
  netFn: NetFn.Transport,
  cmd: 0x02,
  privilege: Privilege.Operator,
  request: layout({
    channel: byte({ revisionOnly: bit(7), number: bits(3, 0) }),
    selector: u8,
    setSelector: u8,
    blockSelector: u8,
  }),
  response: layout({ parameterRevision: u8, data: rest }),
  handle(context, { channel: { revisionOnly, number }, selector, ...place }) {
    if (channelOf(context, number) !== Channel.Lan) return refuse(CompletionCode.InvalidDataField);
    const data = lanConfigurationParameters.get(context, selector, place);
    if (data instanceof Refusal) return data;
    return { parameterRevision, data: revisionOnly ? noData : data };
  },
});
