import type { EventBus } from "../../events/bus.ts";
import { Session, type SessionParts } from "./session.ts";

/** Milliseconds without a packet after which a session ends (IPMI 2.0 §6.12.15). */
const idleTimeout = 60_000;

export type EndReason = "logout" | "timeout" | "evicted";

export interface SessionsOptions {
  readonly now: () => number;
  readonly random: (size: number) => Buffer;
  readonly events: EventBus;
  readonly ended: (session: Session) => void;
}

/** The sessions that have passed RAKP. When the table is full nobody is thrown out: a new login is refused. */
export class Sessions {
  /** Get Session Info has six bits for it. */
  readonly capacity = 60;
  readonly #options: SessionsOptions;
  readonly #byId = new Map<number, Session>();

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  get isFull(): boolean {
    return this.#byId.size >= this.capacity;
  }

  /** @returns nothing when the table is full */
  create(parts: SessionParts): Session | undefined {
    if (this.isFull) return undefined;
    const { now, random } = this.#options;
    const session = new Session(parts, this.#freeHandle(), now, random);
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

  /** Ends those that have idled too long. */
  sweep(): void {
    for (const session of this.#byId.values()) this.#expire(session);
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
