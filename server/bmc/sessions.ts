import { hash, randomBytes } from "node:crypto";
import type { EventBus } from "../events/bus.ts";
import type { Account } from "./accounts.ts";
import type { Role } from "./role.ts";
import { type Setting, unkept } from "./settings.ts";

export interface Session {
  /** Public name, part of the session's URI. */
  readonly id: string;
  readonly userName: string;
  /** The account's at log-in. */
  readonly role: Role;
  readonly via: string;
  readonly address: string;
  readonly createdAt: Date;
  /** Which page requests must carry besides the cookie. */
  readonly csrfToken: string;
}

interface Entry {
  readonly session: Session;
  readonly tokenDigest: string;
  usedAt: number;
}

/** A session as it is kept. Whoever reads it cannot log in with it: the token is not among it. */
interface SessionRecord extends Omit<Session, "createdAt"> {
  readonly createdAt: number;
  readonly tokenDigest: string;
  readonly usedAt: number;
}

export interface OpenSessions {
  readonly list: readonly SessionRecord[];
}

export interface SessionOptions {
  readonly events: EventBus;
  /** Seconds without use after which a session ends, until another number is kept. */
  readonly timeout: number;
  /** Where the number survives a restart. */
  readonly kept?: Setting<{ readonly timeout: number }>;
  /** Where the sessions survive a restart, so that a page that stands open goes on by itself. */
  readonly open?: Setting<OpenSessions>;
  readonly limit: number;
  readonly now: () => number;
}

/** Milliseconds of use that a restart may forget: not every request is worth a write. */
const useInterval = 60_000;

/** A session over SSH is a connection, and ends with it. */
const outlivesProcess = ({ session }: Entry): boolean => session.via !== "ssh";

const digest = (token: string): string => hash("sha256", token, "base64");

/**
 * Sessions of Redfish, the page and SSH. Only a digest of each token is kept, which also makes the look-up's
 * time independent of the token. At the limit the longest idle session makes room.
 */
export class Sessions {
  readonly #options: SessionOptions;
  readonly #kept: Setting<{ readonly timeout: number }>;
  readonly #open: Setting<OpenSessions>;
  readonly #byId = new Map<string, Entry>();
  readonly #byToken = new Map<string, Entry>();
  #savedAt = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#kept = options.kept ?? unkept({ timeout: options.timeout });
    this.#open = options.open ?? unkept({ list: [] });
    for (const { tokenDigest, usedAt, ...session } of this.#open.value.list) {
      this.#add({ session: { ...session, createdAt: new Date(session.createdAt) }, tokenDigest, usedAt });
    }
  }

  get timeout(): number {
    return this.#kept.value.timeout;
  }

  set timeout(timeout: number) {
    this.#kept.save({ timeout });
  }

  create(
    account: Pick<Account, "userName" | "role">,
    via: string,
    address: string,
  ): { session: Session; token: string } {
    this.#expire();
    while (this.#byId.size >= this.#options.limit) this.#evict();
    const token = randomBytes(32).toString("hex");
    const session: Session = {
      id: randomBytes(8).toString("hex"),
      userName: account.userName,
      role: account.role,
      via,
      address,
      createdAt: new Date(this.#options.now()),
      csrfToken: randomBytes(16).toString("hex"),
    };
    this.#add({ session, tokenDigest: digest(token), usedAt: this.#options.now() });
    this.#save();
    this.#options.events.emit("sessionCreated", { sessionId: session.id, user: session.userName, via });
    return { session, token };
  }

  /** The session of this token, which counts as a use of it unless nobody is behind that. */
  use(token: string, isUnattended = false): Session | undefined {
    const entry = this.#byToken.get(digest(token));
    if (!entry || this.#expireIfIdle(entry)) return undefined;
    if (isUnattended) return entry.session;
    entry.usedAt = this.#options.now();
    if (entry.usedAt - this.#savedAt > useInterval) this.#save();
    return entry.session;
  }

  find(id: string): Session | undefined {
    this.#expire();
    return this.#byId.get(id)?.session;
  }

  /** Seconds since the session was used last; 0 where there is none. */
  idle(id: string): number {
    const entry = this.#byId.get(id);
    return entry ? Math.floor((this.#options.now() - entry.usedAt) / 1000) : 0;
  }

  /** Seconds until it ends for want of use, which this is not. */
  secondsLeft(id: string): number | undefined {
    this.#expire();
    const entry = this.#byId.get(id);
    return entry && Math.max(0, this.timeout - (this.#options.now() - entry.usedAt) / 1000);
  }

  list(): readonly Session[] {
    this.#expire();
    return [...this.#byId.values()].map(entry => entry.session);
  }

  end(id: string, reason: "logout" | "timeout" | "evicted" = "logout"): boolean {
    const entry = this.#byId.get(id);
    if (!entry) return false;
    this.#byId.delete(id);
    this.#byToken.delete(entry.tokenDigest);
    this.#save();
    this.#options.events.emit("sessionEnded", { sessionId: id, user: entry.session.userName, reason });
    return true;
  }

  #add(entry: Entry): void {
    this.#byId.set(entry.session.id, entry);
    this.#byToken.set(entry.tokenDigest, entry);
  }

  #save(): void {
    this.#savedAt = this.#options.now();
    const list = [...this.#byId.values()].filter(outlivesProcess).map(({ session, tokenDigest, usedAt }) => ({
      ...{ ...session, createdAt: session.createdAt.getTime(), tokenDigest, usedAt },
    }));
    this.#open.save({ list });
  }

  #evict(): void {
    const [first, ...others] = this.#byId.values();
    if (!first) return;
    const idlest = others.reduce((a, b) => (b.usedAt < a.usedAt ? b : a), first);
    this.end(idlest.session.id, "evicted");
  }

  #expire(): void {
    for (const entry of this.#byId.values()) this.#expireIfIdle(entry);
  }

  #expireIfIdle(entry: Entry): boolean {
    const idle = (this.#options.now() - entry.usedAt) / 1000;
    return idle > this.timeout && this.end(entry.session.id, "timeout");
  }
}
