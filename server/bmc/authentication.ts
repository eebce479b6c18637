import { timingSafeEqual } from "node:crypto";
import type { EventBus } from "../events/bus.ts";
import type { Events } from "../events/events.ts";
import type { Account, Accounts } from "./accounts.ts";
import type { Lockout } from "./lockout.ts";
import { type Role, rankOf } from "./role.ts";
import type { Session, Sessions } from "./sessions.ts";
import { VerifiedCredentials } from "./verified-credentials.ts";

/** Whom a request comes from. */
export interface Principal {
  readonly userName: string;
  readonly role: Role;
  /** Absent for HTTP Basic. */
  readonly session?: Session;
  /** It may do nothing but that; absent for who need not. */
  readonly mustChangePassword?: true;
}

export interface Credentials {
  /** The Authorization header. */
  readonly authorization?: string | undefined;
  /** The X-Auth-Token header. */
  readonly token?: string | undefined;
  /** The Cookie header. */
  readonly cookies?: string | undefined;
  /** The X-CSRF-Token header: what proves that a request with a cookie comes from the page. */
  readonly csrfToken?: string | undefined;
  /** Whether a browser says that another site's page sends the request. */
  readonly crossSite?: boolean;
  /** Whether a page asks by itself, as one that shows what changes does: that keeps no session from its end. */
  readonly unattended?: boolean;
  readonly address: string;
}

const principalOf = ({ userName, role, passwordChangeRequired }: Account): Principal => ({
  userName,
  role,
  ...(passwordChangeRequired && { mustChangePassword: true }),
});

const sameText = (a: string, b: string): boolean => {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
};

/** Who may come in over HTTP: X-Auth-Token, the page's cookie or HTTP Basic (DSP0266 §13.3). */
export class Authentication {
  readonly #accounts: Accounts;
  readonly #sessions: Sessions;
  readonly #events: EventBus;
  readonly #lockout: Lockout;
  readonly #verified: VerifiedCredentials;
  /**
   * The name of the page's cookie. Browsers send cookies to every port of a host alike, so each BMC has
   * a name of its own, or two behind one address would log each other out.
   */
  readonly cookieName: string;

  /** @param now milliseconds, ever growing */
  constructor(
    accounts: Accounts,
    sessions: Sessions,
    events: EventBus,
    bmcUuid: string,
    lockout: Lockout,
    now: () => number = () => performance.now(),
  ) {
    this.cookieName = `qemu-bmc-${bmcUuid.slice(0, 8)}`;
    this.#accounts = accounts;
    this.#sessions = sessions;
    this.#events = events;
    this.#lockout = lockout;
    this.#verified = new VerifiedCredentials(events, now);
    events.on("accountChanged", change => this.#accountChanged(change));
  }

  /** @param changes whether the request changes anything: with a cookie it then needs the CSRF token */
  authenticate(credentials: Credentials, changes: boolean): Principal | undefined {
    const { token, cookies, authorization } = credentials;
    if (token !== undefined) return this.#bySession(this.#sessions.use(token));
    if (authorization !== undefined) {
      // A browser that was once told a name and password adds them to whatever any site makes it send.
      if (changes && credentials.crossSite) return undefined;
      const { address } = credentials;
      return this.#verified.of(authorization, address, () => this.#byBasic(authorization, address));
    }
    const cookie = this.#pageCookie(cookies);
    if (cookie === undefined) return undefined;
    const session = this.#sessions.use(cookie, credentials.unattended && !changes);
    if (session && changes && !sameText(credentials.csrfToken ?? "", session.csrfToken)) return undefined;
    return this.#bySession(session);
  }

  /** Checks a name and password, also where logins are locked, which takes as long; a failure becomes an event. */
  login(userName: string, password: string, via: string, address: string): Principal | undefined {
    const account = this.#accounts.verify(userName, password);
    if (!account || this.#lockout.isLocked(userName, address)) {
      this.#lockout.failed(userName, address);
      this.#events.emit("loginFailed", { user: userName, via, address });
      return undefined;
    }
    this.#lockout.succeeded(userName, address);
    return principalOf(account);
  }

  /** A session that was proved with the old password, or whose account may do less than at log-in, ends. */
  #accountChanged({ userName, change }: Events["accountChanged"]): void {
    for (const session of this.#sessions.list()) {
      const account = this.#accounts.find(session.userName);
      const isStale = change === "password" && session.userName === userName;
      const mayDoLess = !account?.enabled || rankOf[account.role] < rankOf[session.role];
      if (isStale || mayDoLess) this.#sessions.end(session.id, "evicted");
    }
  }

  #pageCookie(cookies = ""): string | undefined {
    for (const pair of cookies.split(";")) {
      const [name, value] = pair.trim().split("=");
      if (name === this.cookieName) return value;
    }
    return undefined;
  }

  #bySession(session: Session | undefined): Principal | undefined {
    const account = session && this.#accounts.find(session.userName);
    if (!session || !account?.enabled) return undefined;
    return { ...principalOf(account), session };
  }

  #byBasic(authorization: string, address: string): Principal | undefined {
    const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization) ?? [];
    if (encoded === undefined) return undefined;
    const [, userName, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
    if (userName === undefined || password === undefined) return undefined;
    return this.login(userName, password, "redfish", address);
  }
}
