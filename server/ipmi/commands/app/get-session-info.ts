import { Channel } from "../../channel.ts";
import { type CommandContext, command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { bytes, optional, rest, u8, u16 } from "../../layout/fields.ts";
import { layout, nested } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import type { Session } from "../../session/session.ts";

const own = 0x00;
const byHandle = 0xfe;
const bySessionId = 0xff;
/** Bytes that follow the index. */
const operandLength: Readonly<Record<number, number>> = { [byHandle]: 1, [bySessionId]: 4 };
const noSession = 0;
/** Of the session (table 22-25). */
const protocols = { ipmi15: 0, rmcpPlus: 1 } as const;

export const getSessionInfo = command({
  name: "Get Session Info",
  section: "22.20",
  netFn: NetFn.App,
  cmd: 0x3d,
  privilege: Privilege.User,
  request: layout({ index: u8, handleOrId: rest }),
  response: layout({
    handle: u8,
    possible: byte({ sessions: bits(5, 0) }),
    active: byte({ sessions: bits(5, 0) }),
    session: optional(
      nested(
        layout({
          user: byte({ id: bits(5, 0) }),
          privilege: byte({ level: bits(3, 0) }),
          channel: byte({ protocol: bits(7, 4), number: bits(3, 0) }),
          ipAddress: bytes(4),
          macAddress: bytes(6),
          port: u16,
        }),
      ),
    ),
  }),
  handle(context, { index, handleOrId }) {
    const { sessions, accounts } = context;
    if (handleOrId.length !== (operandLength[index] ?? 0)) return refuse(CompletionCode.RequestLengthInvalid);
    const list = sessions.list();
    const counts = { possible: { sessions: sessions.capacity }, active: { sessions: list.length } };
    const found = select(context, list, index, handleOrId);
    if (!found) {
      const isPlaceInList = index <= sessions.capacity;
      return isPlaceInList ? { handle: noSession, ...counts } : refuse(CompletionCode.NotPresent);
    }
    const { handle, userName, privilege, format, peer } = found;
    return {
      handle,
      ...counts,
      session: {
        user: { id: accounts.find(userName)?.id ?? 0 },
        privilege: { level: privilege },
        channel: { protocol: protocols[format], number: Channel.Lan },
        ipAddress: ipv4Bytes(peer.address),
        macAddress: Buffer.alloc(6),
        port: peer.port,
      },
    };
  },
});

function select(
  { session }: CommandContext,
  list: readonly Session[],
  index: number,
  handleOrId: Buffer,
): Session | undefined {
  if (index === own) return session;
  if (index === byHandle) return list.find(({ handle }) => handle === handleOrId[0]);
  if (index === bySessionId) return list.find(({ id }) => id === handleOrId.readUInt32LE());
  return list[index - 1];
}

/** The command has no room for an IPv6 address: it shows as 0.0.0.0. */
function ipv4Bytes(address: string): Buffer {
  const parts = address.split(".").map(Number);
  return Buffer.from(parts.length === 4 ? parts : [0, 0, 0, 0]);
}
