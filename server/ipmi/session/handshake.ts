import { timingSafeEqual } from "node:crypto";
import type { EventBus } from "../../events/bus.ts";
import { chooseCipherSuite } from "../crypto/cipher-suites.ts";
import { sessionKeys } from "../crypto/session-keys.ts";
import { Misfit } from "../layout/misfit.ts";
import type { Claimant, Claimants } from "./claimants.ts";
import { encodeSessionless, PayloadType } from "./header.ts";
import type { Login, Logins } from "./logins.ts";
import {
  acceptOpenSession,
  type OpenSessionRequest,
  openSessionRequest,
  proposalOf,
  refuseOpenSession,
} from "./open-session.ts";
import type { Peer } from "./peer.ts";
import { asPrivilege, lowest, Privilege } from "./privilege.ts";
import {
  type Challenge,
  rakp1,
  rakp2,
  rakp2AuthCode,
  rakp3,
  rakp3AuthCode,
  rakp4,
  rakp4IntegrityCheck,
  refuseRakp,
  roleOf,
  sessionIntegrityKey,
} from "./rakp.ts";
import type { Sessions } from "./sessions.ts";
import { Status } from "./status.ts";

const maximumNameLength = 16;
const randomLength = 16;

export interface HandshakeParts {
  readonly logins: Logins;
  readonly sessions: Sessions;
  readonly claimants: Claimants;
  /** The system's GUID as it goes over the wire. */
  readonly guid: Buffer;
  readonly random: (size: number) => Buffer;
  readonly now: () => number;
  readonly events: EventBus;
}

/** Open Session and RAKP 1 to 4: from a stranger's first packet to a session (IPMI 2.0 §13.15). */
export class Handshake {
  readonly #parts: HandshakeParts;

  constructor(parts: HandshakeParts) {
    this.#parts = parts;
  }

  /** @returns the datagram that answers a payload that belongs to no session; nothing for one that deserves none */
  answer(payloadType: number, payload: Buffer, peer: Peer): Buffer | undefined {
    switch (payloadType) {
      case PayloadType.openSessionRequest:
        return this.#open(payload, peer);
      case PayloadType.rakp1:
        return this.#rakp1(payload);
      case PayloadType.rakp3:
        return this.#rakp3(payload, peer);
      default:
        return undefined;
    }
  }

  #open(payload: Buffer, peer: Peer): Buffer | undefined {
    const request = openSessionRequest.decode(payload);
    if (request instanceof Misfit) return undefined;
    const opening = `${peer.address} ${peer.port} ${payload.toString("latin1")}`;
    const response = this.#parts.logins.opened(opening)?.openResponse ?? this.#newLogin(request, opening);
    return encodeSessionless(PayloadType.openSessionResponse, response);
  }

  #newLogin(request: OpenSessionRequest, opening: string): Buffer {
    const { logins, sessions, now } = this.#parts;
    // 0 asks for the highest level there is, and clients compare the answer with what they want.
    const maximum = asPrivilege(request.maximum.privilege || Privilege.Administrator);
    if (maximum === undefined) return refuseOpenSession(request, Status.InvalidRole);
    const proposal = proposalOf(request);
    if (!proposal) return refuseOpenSession(request, Status.IllegalParameter);
    const suite = chooseCipherSuite(proposal);
    if (!suite) return refuseOpenSession(request, Status.NoMatchingCipherSuite);
    if (sessions.isFull) return refuseOpenSession(request, Status.InsufficientResources);
    const bmcSessionId = this.#freeSessionId();
    const openResponse = acceptOpenSession(request, { privilege: maximum, bmcSessionId, suite });
    const { consoleSessionId } = request;
    const step = { awaits: "rakp1" } as const;
    const openedAt = now();
    logins.add({ opening, bmcSessionId, consoleSessionId, suite, maximum, openedAt, openResponse, step });
    return openResponse;
  }

  #freeSessionId(): number {
    const { logins, sessions, random } = this.#parts;
    for (;;) {
      const id = random(4).readUInt32LE();
      if (id !== 0 && !logins.has(id) && !sessions.has(id)) return id;
    }
  }

  #rakp1(payload: Buffer): Buffer | undefined {
    const message = rakp1.decode(payload);
    if (message instanceof Misfit) return undefined;
    const { logins, claimants, guid, random } = this.#parts;
    const { tag, bmcSessionId, consoleRandom, role, userNameLength, userName } = message;
    return this.#step(PayloadType.rakp2, tag, logins.find(bmcSessionId), payload, login => {
      if (login.step.awaits === "nothing") return Status.InvalidSessionId;
      if (asPrivilege(roleOf(role).privilege) === undefined) return Status.InvalidRole;
      if (userNameLength > maximumNameLength || userName.length !== userNameLength) {
        return Status.InvalidNameLength;
      }
      const { consoleSessionId, suite } = login;
      const bmcRandom = random(randomLength);
      const challenge = { consoleSessionId, bmcSessionId, consoleRandom, bmcRandom, guid, role, userName };
      const claimant = claimants.find(userName, role);
      login.step = { awaits: "rakp3", challenge, claimant };
      const authCode = rakp2AuthCode(suite.authentication, claimant.key, challenge);
      return rakp2.encode({ tag, status: Status.NoErrors, consoleSessionId, bmcRandom, guid, authCode });
    });
  }

  #rakp3(payload: Buffer, peer: Peer): Buffer | undefined {
    const message = rakp3.decode(payload);
    if (message instanceof Misfit) return undefined;
    const { tag, status, bmcSessionId, authCode } = message;
    const login = this.#parts.logins.find(bmcSessionId);
    if (login?.step.awaits === "rakp3" && status !== Status.NoErrors) {
      this.#failed(login, login.step.claimant, peer);
      return undefined;
    }
    return this.#step(PayloadType.rakp4, tag, login, payload, login => {
      if (login.step.awaits !== "rakp3") return Status.InvalidSessionId;
      const { challenge, claimant } = login.step;
      const { suite, consoleSessionId } = login;
      const expected = rakp3AuthCode(suite.authentication, claimant.key, challenge);
      const proves = authCode.length === expected.length && timingSafeEqual(authCode, expected);
      if (!proves || claimant.limit === Privilege.None) {
        this.#failed(login, claimant, peer);
        return Status.InvalidIntegrityCheckValue;
      }
      const key = sessionIntegrityKey(suite.authentication, claimant.key, challenge);
      const refused = this.#begin(login, claimant, challenge, key, peer);
      if (refused !== undefined) return refused;
      const integrityCheck = rakp4IntegrityCheck(suite.authentication, key, challenge);
      return rakp4.encode({ tag, status: Status.NoErrors, consoleSessionId, integrityCheck });
    });
  }

  /** Answers a RAKP message, and the same message again in the same way. */
  #step(
    type: number,
    tag: number,
    login: Login | undefined,
    request: Buffer,
    take: (login: Login) => Buffer | Status,
  ): Buffer {
    if (!login) return encodeSessionless(type, refuseRakp(tag, Status.InvalidSessionId, 0));
    if (login.lastExchange?.request.equals(request)) return login.lastExchange.response;
    const result = take(login);
    const payload = Buffer.isBuffer(result) ? result : refuseRakp(tag, result, login.consoleSessionId);
    const response = encodeSessionless(type, payload);
    login.lastExchange = { request, response };
    return response;
  }

  /** @returns why there is no session, when there is none */
  #begin(login: Login, claimant: Claimant, { role }: Challenge, key: Buffer, peer: Peer): Status | undefined {
    login.step = { awaits: "nothing" };
    // A role that is too high is no error here, where it would tell which users there are: Set Session
    // Privilege Level refuses it to who has proved to be the user.
    const limit = lowest(roleOf(role).privilege as Privilege, login.maximum, claimant.limit);
    const session = this.#parts.sessions.create({
      id: login.bmcSessionId,
      consoleId: login.consoleSessionId,
      userName: claimant.userName,
      limit,
      keys: sessionKeys(login.suite, key),
      peer,
    });
    return session ? undefined : Status.InsufficientResources;
  }

  #failed(login: Login, { userName }: Claimant, { address }: Peer): void {
    login.step = { awaits: "nothing" };
    this.#parts.events.emit("loginFailed", { user: userName, via: "ipmi", address });
  }
}
