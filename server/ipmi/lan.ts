import { Channel } from "./channel.ts";
import type { AnyCommand, Bmc, CommandContext } from "./command.ts";
import { activateSession } from "./commands/app/activate-session.ts";
import { getChannelAuthenticationCapabilities } from "./commands/app/get-channel-authentication-capabilities.ts";
import { getSessionChallenge } from "./commands/app/get-session-challenge.ts";
import type { Dispatcher } from "./dispatch.ts";
import { decodeLanRequest, encodeLanResponse, type LanRequest } from "./message/lan-message.ts";
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
import { decodeIpmi15, encodeIpmi15, encodeIpmi15Sessionless, type Ipmi15Packet } from "./session/ipmi15.ts";
import type { Peer } from "./session/peer.ts";
import { limitOf, lowest, Privilege } from "./session/privilege.ts";
import type { SessionPacket } from "./session/protection.ts";
import type { Session } from "./session/session.ts";

const outsideSessions = 0;
/** The commands that make an IPMI 1.5 session: nobody needs them in another one's wrapper. */
const ipmi15Only: readonly AnyCommand[] = [getSessionChallenge, activateSession];

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
    this.#bmc.lanStatistics.received(header !== undefined);
    if (!header) return;
    if (header.wantsAck) peer.send(encodeAck(header));
    if (header.class === RmcpClass.asf) answer(peer, answerPresencePing(datagram));
    if (header.class !== RmcpClass.ipmi) return;
    if (authTypeOf(datagram) === AuthType.rmcpPlus) this.#receiveRmcpPlus(datagram, peer);
    else this.#receiveIpmi15(datagram, peer);
  }

  #receiveIpmi15(datagram: Buffer, peer: Peer): void {
    const packet = decodeIpmi15(datagram);
    if (!packet) return;
    if (packet.sessionId === outsideSessions) this.#receiveIpmi15Sessionless(packet, peer);
    else if (this.#bmc.sessions.has(packet.sessionId)) this.#receiveInSession(packet, peer);
    else this.#activateIpmi15(packet, peer);
  }

  /** Every client asks for the authentication capabilities so, before it knows of IPMI 2.0. */
  #receiveIpmi15Sessionless({ sequence, authCode, payload }: Ipmi15Packet, peer: Peer): void {
    if (sequence !== 0 || authCode) return;
    const request = decodeLanRequest(payload);
    if (!request) return;
    const open = [
      getChannelAuthenticationCapabilities,
      ...(this.#bmc.security.ipmi15 ? [getSessionChallenge] : []),
    ];
    if (!open.some(({ netFn, cmd }) => netFn === request.netFn && cmd === request.cmd)) return;
    const context = { ...this.#sessionlessContext, peer };
    this.#executeOpen(request, context, response => peer.send(encodeIpmi15Sessionless(response)));
  }

  /** The one command that goes under a login's temporary session ID. */
  #activateIpmi15(packet: Ipmi15Packet, peer: Peer): void {
    const { ipmi15Logins } = this.#bmc;
    const login = ipmi15Logins.find(packet.sessionId);
    if (!login || packet.sequence !== 0 || !ipmi15Logins.isAuthentic(login, packet)) return;
    const request = decodeLanRequest(packet.payload);
    if (request?.netFn !== activateSession.netFn || request.cmd !== activateSession.cmd) return;
    const context = { ...this.#sessionlessContext, peer, ipmi15Login: login };
    this.#executeOpen(request, context, response => {
      const sequence = login.activated?.initialOutbound ?? 0;
      peer.send(encodeIpmi15({ sequence, sessionId: login.id, key: login.key }, response));
    });
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
    const request = decodeLanRequest(payload);
    if (!request || !this.#isOpen(request)) return;
    this.#executeOpen(request, this.#sessionlessContext, response =>
      peer.send(encodeSessionless(PayloadType.ipmi, response)),
    );
  }

  /** Whether the command is declared as open to anybody; of others nobody learns that they exist. */
  #isOpen({ netFn, cmd, data }: LanRequest): boolean {
    const command = this.#dispatcher.find(netFn, cmd, data);
    return command?.privilege === Privilege.None && !ipmi15Only.includes(command);
  }

  #executeOpen(request: LanRequest, context: CommandContext, reply: (response: Buffer) => void): void {
    whenReady(this.#dispatcher.dispatch(context, { ...request, privilege: Privilege.None }), result =>
      reply(encodeLanResponse(request, result)),
    );
  }

  #receiveInSession(packet: SessionPacket, peer: Peer): void {
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
    const context = this.#contextOf(session);
    const dispatch = () => this.#dispatcher.dispatch(context, { ...request, privilege });
    whenReady(this.#bmc.sessions.actFor(session, dispatch), result => {
      recent.response = encodeLanResponse(request, result);
      reply(session, recent.response);
    });
  }

  /** A session never has more than its account has by now, and ends with it. */
  #presentPrivilege(session: Session): Privilege | undefined {
    const { accounts, lanAccess } = this.#bmc;
    const limit = lowest(limitOf(accounts.find(session.userName)), lanAccess.limit);
    if (limit !== Privilege.None) return lowest(session.privilege, limit);
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
