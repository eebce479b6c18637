import type { Accounts } from "../../bmc/accounts.ts";
import type { EventBus } from "../../events/bus.ts";
import type { Events } from "../../events/events.ts";
import { limitOf } from "./privilege.ts";
import { Session, type SessionParts } from "./session.ts";

/** Milliseconds without a packet after which a session ends (IPMI 2.0 §6.12.15). */
const idleTimeout = 60_000;

export type EndReason = "logout" | "timeout" | "evicted";

export interface SessionsOptions {
  readonly accounts: Accounts;
  readonly now: () => number;
  readonly events: EventBus;
  readonly ended: (session: Session) => void;
}

/** The sessions whose users have proved who they are. When the table is full nobody is thrown out: a new login is refused. */
export class Sessions {
  /** Get Session Info has six bits for it. */
  readonly capacity = 60;
  readonly #options: SessionsOptions;
  readonly #byId = new Map<number, Session>();
  #acting: Session | undefined;

  constructor(options: SessionsOptions) {
    this.#options = options;
    options.events.on("accountChanged", change => this.#accountChanged(change));
  }

  get isFull(): boolean {
    if (this.#byId.size >= this.capacity) this.sweep();
    return this.#byId.size >= this.capacity;
  }

  /** @returns nothing when the table is full */
  create(parts: SessionParts): Session | undefined {
    if (this.isFull) return undefined;
    const session = new Session(parts, this.#freeHandle(), this.#options.now);
    this.#byId.set(session.id, session);
    const { name, userName } = session;
    this.#options.events.emit("sessionCreated", { sessionId: name, user: userName, via: "ipmi" });
    return session;
  }

  has(id: number): boolean {
    return this.#byId.has(id);
  }

  find(id: number): Session | undefined {
    const session = this.#byId.get(id);
    return session && !this.#expire(session) ? session : undefined;
  }

  /** In the order in which they were opened. */
  list(): readonly Session[] {
    this.sweep();
    return [...this.#byId.values()];
  }

  end(session: Session, reason: EndReason): void {
    if (!this.#byId.delete(session.id)) return;
    this.#options.ended(session);
    const { name, userName } = session;
    this.#options.events.emit("sessionEnded", { sessionId: name, user: userName, reason });
  }

  /** Does what the session has asked for, which then does not end by what it changes of its own account. */
  actFor<T>(session: Session, act: () => T): T {
    const outer = this.#acting;
    this.#acting = session;
    try {
      return act();
    } finally {
      this.#acting = outer;
    }
  }

  /** Ends those that have idled too long. */
  sweep(): void {
    for (const session of this.#byId.values()) this.#expire(session);
  }

  /** What was proved with the old password, or got more than the account now may have, is worth nothing any more. */
  #accountChanged({ userName, change }: Events["accountChanged"]): void {
    for (const session of this.#byId.values()) {
      const isStale = change === "password" && session.userName === userName;
      const isTooHigh = limitOf(this.#options.accounts.find(session.userName)) < session.limit;
      if ((isStale || isTooHigh) && session !== this.#acting) this.end(session, "evicted");
    }
  }

  #expire(session: Session): boolean {
    if (session.idleMilliseconds < idleTimeout) return false;
    this.end(session, "timeout");
    return true;
  }

  #freeHandle(): number {
    const taken = new Set(Array.from(this.#byId.values(), ({ handle }) => handle));
    let handle = 1;
    while (taken.has(handle)) handle += 1;
    return handle;
  }
}
