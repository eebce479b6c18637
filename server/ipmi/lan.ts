import { Channel } from "./channel.ts";
import type { Bmc, CommandContext } from "./command.ts";
import { getChannelAuthenticationCapabilities } from "./commands/app/get-channel-authentication-capabilities.ts";
import type { Dispatcher } from "./dispatch.ts";
import { decodeLanRequest, encodeLanResponse } from "./message/lan-message.ts";
import { answerPresencePing } from "./rmcp/presence.ts";
import { decodeRmcp, encodeAck, RmcpClass } from "./rmcp/rmcp.ts";
import type { Handshake } from "./session/handshake.ts";
import {
  AuthType,
  authTypeOf,
  decodeRmcpPlus,
  encodeSessionless,
  PayloadType,
  type RmcpPlusPacket,
} from "./session/header.ts";
import { decodeIpmi15, encodeIpmi15 } from "./session/ipmi15.ts";
import type { Peer } from "./session/peer.ts";
import { lowest, Privilege, privilegeOf } from "./session/privilege.ts";
import type { Session } from "./session/session.ts";

const outsideSessions = 0;

/** The LAN channel: what becomes of each datagram. */
export class LanChannel {
  readonly #bmc: Bmc;
  readonly #dispatcher: Dispatcher;
  readonly #handshake: Handshake;
  readonly #contexts = new WeakMap<Session, CommandContext>();
  readonly #sessionlessContext: CommandContext;

  constructor(bmc: Bmc, dispatcher: Dispatcher, handshake: Handshake) {
    this.#bmc = bmc;
    this.#dispatcher = dispatcher;
    this.#handshake = handshake;
    this.#sessionlessContext = { ...bmc, channel: Channel.Lan, origin: { via: "ipmi" } };
  }

  /** Answers through the peer. What is no message, or comes from nobody who may ask, gets no answer. */
  receive(datagram: Buffer, peer: Peer): void {
    const header = decodeRmcp(datagram);
    if (!header) return;
    if (header.wantsAck) peer.send(encodeAck(header));
    if (header.class === RmcpClass.asf) answer(peer, answerPresencePing(datagram));
    if (header.class !== RmcpClass.ipmi) return;
    if (authTypeOf(datagram) === AuthType.rmcpPlus) this.#receiveRmcpPlus(datagram, peer);
    else this.#receiveIpmi15(datagram, peer);
  }

  #receiveIpmi15(datagram: Buffer, peer: Peer): void {
    const message = decodeIpmi15(datagram);
    const request = message && decodeLanRequest(message);
    const { netFn, cmd } = getChannelAuthenticationCapabilities;
    if (request?.netFn !== netFn || request.cmd !== cmd) return;
    this.#executeSessionless(message as Buffer, response => peer.send(encodeIpmi15(response)));
  }

  #receiveRmcpPlus(datagram: Buffer, peer: Peer): void {
    const packet = decodeRmcpPlus(datagram);
    if (!packet) return;
    if (packet.sessionId === outsideSessions) this.#receiveSessionless(packet, peer);
    else this.#receiveInSession(packet, peer);
  }

  #receiveSessionless({ encrypted, authenticated, payloadType, payload }: RmcpPlusPacket, peer: Peer): void {
    if (encrypted || authenticated) return;
    if (payloadType !== PayloadType.ipmi) {
      answer(peer, this.#handshake.answer(payloadType, payload, peer));
      return;
    }
    this.#executeSessionless(payload, response => peer.send(encodeSessionless(PayloadType.ipmi, response)));
  }

  /** Only for commands that are declared as open to anybody; others do not even learn that they exist. */
  #executeSessionless(message: Buffer, reply: (response: Buffer) => void): void {
    const request = decodeLanRequest(message);
    if (!request) return;
    if (this.#dispatcher.find(request.netFn, request.cmd, request.data)?.privilege !== Privilege.None) return;
    const asked = { ...request, privilege: Privilege.None };
    whenReady(this.#dispatcher.dispatch(this.#sessionlessContext, asked), result =>
      reply(encodeLanResponse(request, result)),
    );
  }

  #receiveInSession(packet: RmcpPlusPacket, peer: Peer): void {
    const { sessions, serialOverLan } = this.#bmc;
    const session = sessions.find(packet.sessionId);
    const payload = session?.unwrap(packet);
    if (!session || !payload) return;
    session.used(peer);
    if (packet.payloadType === PayloadType.ipmi) this.#execute(session, payload);
    else if (packet.payloadType === PayloadType.sol) serialOverLan.receive(session, payload);
  }

  #execute(session: Session, message: Buffer): void {
    const request = decodeLanRequest(message);
    if (!request) return;
    const privilege = this.#presentPrivilege(session);
    if (privilege === undefined) return;
    const earlier = session.recentRequests.find(request, message);
    if (earlier) {
      // Without a response it is still being executed, and its response will answer this one too.
      if (earlier.response) reply(session, earlier.response);
      return;
    }
    const recent = session.recentRequests.add(request, message);
    const asked = { ...request, privilege };
    whenReady(this.#dispatcher.dispatch(this.#contextOf(session), asked), result => {
      recent.response = encodeLanResponse(request, result);
      reply(session, recent.response);
    });
  }

  /** A session never has more than its account has by now, and ends with it. */
  #presentPrivilege(session: Session): Privilege | undefined {
    const account = this.#bmc.accounts.find(session.userName);
    if (account?.enabled) return lowest(session.privilege, privilegeOf[account.role]);
    this.#bmc.sessions.end(session, "evicted");
    return undefined;
  }

  #contextOf(session: Session): CommandContext {
    const known = this.#contexts.get(session);
    if (known) return known;
    const origin = { via: "ipmi", user: session.userName };
    const context = { ...this.#bmc, channel: Channel.Lan, origin, session };
    this.#contexts.set(session, context);
    return context;
  }
}

const reply = (session: Session, response: Buffer): void =>
  session.peer.send(session.wrap(PayloadType.ipmi, response));

const answer = (peer: Peer, datagram: Buffer | undefined): void => {
  if (datagram) peer.send(datagram);
};

/** At once where there is nothing to wait for. Dispatch never rejects. */
function whenReady(result: Buffer | Promise<Buffer>, then: (result: Buffer) => void): void {
  if (result instanceof Promise) void result.then(then);
  else then(result);
}
