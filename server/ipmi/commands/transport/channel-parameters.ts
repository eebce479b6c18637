import { channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, Refusal, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import type { ParameterTable } from "../../parameter.ts";
import { Privilege } from "../../session/privilege.ts";

/** Present revision, and the oldest one that it is compatible with. */
const parameterRevision = 0x11;
const noData = Buffer.alloc(0);

interface ChannelParameters {
  readonly name: string;
  readonly section: string;
  readonly cmd: number;
  /** The only channel that has them. */
  readonly channel: number;
  readonly table: ParameterTable;
}

/** A command that reads the parameters of a channel. */
export const getParameters = ({
  table,
  channel,
  ...names
}: ChannelParameters & { readonly privilege: Privilege }) =>
  command({
    ...names,
    netFn: NetFn.Transport,
    request: layout({
      channel: byte({ revisionOnly: bit(7), number: bits(3, 0) }),
      selector: u8,
      setSelector: u8,
      blockSelector: u8,
    }),
    response: layout({ parameterRevision: u8, data: rest }),
    handle(context, { channel: { revisionOnly, number }, selector, ...place }) {
      if (channelOf(context, number) !== channel) return refuse(CompletionCode.InvalidDataField);
      const data = table.get(context, selector, place);
      if (data instanceof Refusal) return data;
      return { parameterRevision, data: revisionOnly ? noData : data };
    },
  });

/**
 * A command that sets them.
 * @param told what a client is told of a refusal, where it would take the refusal itself for something else
 */
export const setParameters = ({
  table,
  channel,
  told = refusal => refusal,
  ...names
}: ChannelParameters & { readonly told?: (refusal: Refusal) => Refusal }) =>
  command({
    ...names,
    netFn: NetFn.Transport,
    privilege: Privilege.Administrator,
    request: layout({ channel: byte({ number: bits(3, 0) }), selector: u8, data: rest }),
    response: empty,
    async handle(context, { channel: { number }, selector, data }) {
      if (channelOf(context, number) !== channel) return refuse(CompletionCode.InvalidDataField);
      const refusal = await table.set(context, selector, data);
      return refusal ? told(refusal) : {};
    },
  });
