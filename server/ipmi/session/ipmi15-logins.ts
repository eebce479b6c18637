import type { Lockout } from "../../bmc/lockout.ts";
import type { EventBus } from "../../events/bus.ts";
import type { Claimant, Claimants } from "./claimants.ts";
import { type Ipmi15Packet, ipmi15KeyLength, isAuthenticIpmi15 } from "./ipmi15.ts";
import { Ipmi15Protection } from "./ipmi15-protection.ts";
import type { LoginRate } from "./login-rate.ts";
import type { Peer } from "./peer.ts";
import { type PendingLogin, PendingLogins } from "./pending-logins.ts";
import { lowest, Privilege } from "./privilege.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

const challengeLength = 16;
/** The only message of a login that LoginRate counts. */
const countedMessages = 1;

export interface Ipmi15LoginsParts {
  readonly sessions: Sessions;
  readonly claimants: Claimants;
  readonly lockout: Lockout;
  readonly rate: LoginRate;
  /** A session's ID that nobody has yet. */
  readonly newId: () => number;
  readonly random: (size: number) => Buffer;
  readonly now: () => number;
  readonly events: EventBus;
}

/** A login of IPMI 1.5: from Get Session Challenge to Activate Session, and a little longer for repetitions. */
export interface Ipmi15Login extends PendingLogin {
  readonly challenge: Buffer;
  readonly claimant: Claimant;
  /** 16 bytes. */
  readonly key: Buffer;
  activated?: Activated;
}

export interface Activated {
  readonly session: Session;
  readonly initialInbound: number;
  readonly initialOutbound: number;
}

/** How users log in by IPMI 1.5 (IPMI 2.0 §22.16 and §22.17). */
export class Ipmi15Logins {
  readonly #parts: Ipmi15LoginsParts;
  readonly #pending: PendingLogins<Ipmi15Login>;

  constructor(parts: Ipmi15LoginsParts) {
    this.#parts = parts;
    this.#pending = new PendingLogins(parts.now);
  }

  has(id: number): boolean {
    return this.#pending.has(id);
  }

  find(id: number): Ipmi15Login | undefined {
    return this.#pending.find(id);
  }

  /**
   * For any name alike, so that nobody learns which users there are.
   * @returns nothing to a sender who has begun too many logins
   */
  begin(userName: Buffer, { address, port }: Peer): Ipmi15Login | undefined {
    const { rate, claimants, newId, random, now } = this.#parts;
    if (!rate.take({ address, port })) return undefined;
    const claimant = claimants.findByName(userName);
    const login: Ipmi15Login = {
      id: newId(),
      opener: { address, port },
      openedAt: now(),
      stage: "begun",
      challenge: random(challengeLength),
      claimant,
      key: claimant.key.subarray(0, ipmi15KeyLength),
    };
    this.#pending.add(login);
    return login;
  }

  /** Whether who began the login sent this packet. A packet of anybody else ends the login. */
  isAuthentic(login: Ipmi15Login, packet: Ipmi15Packet): boolean {
    const { lockout, events } = this.#parts;
    const { claimant, key, opener } = login;
    const proves = isAuthenticIpmi15(packet, key);
    const isLocked = lockout.isLocked(claimant.userName, opener.address);
    if (proves && mayLogIn(claimant) && !isLocked) return true;
    this.#pending.remove(login);
    lockout.failed(claimant.userName, opener.address);
    events.emit("loginFailed", { user: claimant.userName, via: "ipmi", address: opener.address });
    return false;
  }

  /**
   * Begins the session, once: a repetition gets the same one.
   * @param maximum the highest level that the remote console wants
   * @returns nothing when the table of sessions is full
   */
  activate(
    login: Ipmi15Login,
    maximum: Privilege,
    initialOutbound: number,
    peer: Peer,
  ): Activated | undefined {
    if (login.activated) return login.activated;
    const { sessions, lockout, rate, newId, random } = this.#parts;
    const { claimant, key, opener } = login;
    const { userName } = claimant;
    const id = newId();
    const initialInbound = random(4).readUInt32LE() || 1;
    const protection = new Ipmi15Protection({ sessionId: id, key, initialInbound, initialOutbound });
    const limit = lowest(maximum, claimant.limit);
    const session = sessions.create({ id, userName, limit, protection, peer });
    if (!session) return undefined;
    lockout.succeeded(userName, opener.address);
    rate.giveBack(opener, countedMessages);
    login.activated = { session, initialInbound, initialOutbound };
    return login.activated;
  }
}

/** IPMI 1.5 has no room for a password of more than 16 bytes, and its head alone must not do. */
const mayLogIn = ({ limit, key }: Claimant): boolean =>
  limit !== Privilege.None && key.subarray(ipmi15KeyLength).every(byte => byte === 0);
