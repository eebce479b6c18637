import { timingSafeEqual } from "node:crypto";
import type { Lockout } from "../../bmc/lockout.ts";
import type { EventBus } from "../../events/bus.ts";
import { chooseCipherSuite } from "../crypto/cipher-suites.ts";
import { sessionKeys } from "../crypto/session-keys.ts";
import { Misfit } from "../layout/misfit.ts";
import type { Claimant, Claimants } from "./claimants.ts";
import { encodeSessionless, PayloadType } from "./header.ts";
import type { LanSecurity } from "./lan-security.ts";
import type { LoginRate } from "./login-rate.ts";
import { Login, type Logins } from "./logins.ts";
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
import { RmcpPlusProtection } from "./rmcp-plus-protection.ts";
import type { Sessions } from "./sessions.ts";
import { Status } from "./status.ts";

const maximumNameLength = 16;
const randomLength = 16;
/** The message tag is the first byte of each payload. */
const tagLength = 1;
/** The messages that LoginRate counts in a login without repetitions. */
const countedMessages = 2;

export interface HandshakeParts {
  readonly logins: Logins;
  readonly sessions: Sessions;
  readonly claimants: Claimants;
  readonly security: LanSecurity;
  readonly lockout: Lockout;
  readonly rate: LoginRate;
  /** A session's ID that nobody has yet. */
  readonly newId: () => number;
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
    const { rate } = this.#parts;
    switch (payloadType) {
      case PayloadType.openSessionRequest:
        return rate.take(peer) ? this.#open(payload, peer) : undefined;
      case PayloadType.rakp1:
        return rate.take(peer) ? this.#rakp1(payload) : undefined;
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
    const known = this.#parts.logins.opened(opening);
    const response = known ? known.openResponse : this.#newLogin(request, opening, peer);
    return encodeSessionless(PayloadType.openSessionResponse, response);
  }

  #newLogin(request: OpenSessionRequest, opening: string, { address, port }: Peer): Buffer {
    const { logins, sessions, security, newId, now } = this.#parts;
    // 0 asks for the highest level there is, and clients compare the answer with what they want.
    const wanted = asPrivilege(request.maximum.privilege || Privilege.Administrator);
    if (wanted === undefined) return refuseOpenSession(request, Status.InvalidRole);
    const proposal = proposalOf(request);
    if (!proposal) return refuseOpenSession(request, Status.IllegalParameter);
    const suite = chooseCipherSuite(security.cipherSuites, proposal);
    const suiteLimit = suite ? security.cipherSuitePrivileges.limitOf(suite.id) : Privilege.None;
    if (!suite || suiteLimit === Privilege.None)
      return refuseOpenSession(request, Status.NoMatchingCipherSuite);
    if (sessions.isFull) return refuseOpenSession(request, Status.InsufficientResources);
    const id = newId();
    const maximum = lowest(wanted, suiteLimit);
    const openResponse = acceptOpenSession(request, { privilege: maximum, bmcSessionId: id, suite });
    const { consoleSessionId } = request;
    const opener = { address, port };
    const openedAt = now();
    logins.add(new Login({ id, opener, openedAt, opening, consoleSessionId, suite, maximum, openResponse }));
    return openResponse;
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
    const { logins, lockout, security } = this.#parts;
    const { tag, status, bmcSessionId, authCode } = message;
    const login = logins.find(bmcSessionId);
    if (login?.step.awaits === "rakp3" && status !== Status.NoErrors) {
      this.#failed(login, login.step.claimant);
      return undefined;
    }
    return this.#step(PayloadType.rakp4, tag, login, payload, login => {
      if (login.step.awaits !== "rakp3") return Status.InvalidSessionId;
      const { challenge, claimant } = login.step;
      const { suite, consoleSessionId } = login;
      const expected = rakp3AuthCode(suite.authentication, claimant.key, challenge);
      const proves = authCode.length === expected.length && timingSafeEqual(authCode, expected);
      const isLocked = lockout.isLocked(claimant.userName, login.opener.address);
      if (!proves || claimant.limit === Privilege.None || isLocked) {
        this.#failed(login, claimant);
        return Status.InvalidIntegrityCheckValue;
      }
      const { bmcKey } = security;
      const key = sessionIntegrityKey(
        suite.authentication,
        bmcKey.isSet ? bmcKey.value : claimant.key,
        challenge,
      );
      const refused = this.#begin(login, claimant, challenge, key, peer);
      if (refused !== undefined) return refused;
      const integrityCheck = rakp4IntegrityCheck(suite.authentication, key, challenge);
      return rakp4.encode({ tag, status: Status.NoErrors, consoleSessionId, integrityCheck });
    });
  }

  /** Answers a RAKP message, and the same message again in the same way. Some clients give it a new tag then. */
  #step(
    type: number,
    tag: number,
    login: Login | undefined,
    request: Buffer,
    take: (login: Login) => Buffer | Status,
  ): Buffer {
    if (!login) return encodeSessionless(type, refuseRakp(tag, Status.InvalidSessionId, 0));
    const untagged = request.subarray(tagLength);
    if (login.lastExchange?.untagged.equals(untagged)) {
      return encodeSessionless(type, withTag(tag, login.lastExchange.response));
    }
    const result = take(login);
    const response = Buffer.isBuffer(result) ? result : refuseRakp(tag, result, login.consoleSessionId);
    login.lastExchange = { untagged, response };
    return encodeSessionless(type, response);
  }

  /** @returns why there is no session, when there is none */
  #begin(login: Login, claimant: Claimant, { role }: Challenge, key: Buffer, peer: Peer): Status | undefined {
    login.step = { awaits: "nothing" };
    // A role that is too high is no error here, where it would tell which users there are: Set Session
    // Privilege Level refuses it to who has proved to be the user.
    const limit = lowest(roleOf(role).privilege as Privilege, login.maximum, claimant.limit);
    const { sessions, lockout, rate, random } = this.#parts;
    const { userName } = claimant;
    const protection = new RmcpPlusProtection(login.consoleSessionId, sessionKeys(login.suite, key), random);
    const session = sessions.create({ id: login.id, userName, limit, protection, peer });
    if (!session) return Status.InsufficientResources;
    lockout.succeeded(userName, login.opener.address);
    rate.giveBack(login.opener, countedMessages);
    return undefined;
  }

  /** Counts for who opened the login: this datagram's own source address may be forged. */
  #failed(login: Login, { userName }: Claimant): void {
    const { lockout, events } = this.#parts;
    const { address } = login.opener;
    login.step = { awaits: "nothing" };
    lockout.failed(userName, address);
    events.emit("loginFailed", { user: userName, via: "ipmi", address });
  }
}

function withTag(tag: number, payload: Buffer): Buffer {
  const tagged = Buffer.from(payload);
  tagged[0] = tag;
  return tagged;
}
