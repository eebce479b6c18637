import type { CipherSuite } from "../crypto/cipher-suites.ts";
import type { Claimant } from "./claimants.ts";
import type { Privilege } from "./privilege.ts";
import type { Challenge } from "./rakp.ts";

/** Milliseconds in which a login must come to its end. */
const lifetime = 10_000;
const capacity = 256;

/** What a login waits for, or that it is over: a session came of it, or it was refused. */
type LoginStep =
  | { readonly awaits: "rakp1" }
  | { readonly awaits: "rakp3"; readonly challenge: Challenge; readonly claimant: Claimant }
  | { readonly awaits: "nothing" };

/** A message and what was answered to it, for when the same message comes again. */
interface Exchange {
  readonly request: Buffer;
  readonly response: Buffer;
}

/** A login under way: from Open Session to RAKP 4, and a little longer for repeated messages. */
export interface Login {
  /** Names the Open Session Request: who sent it and its bytes. */
  readonly opening: string;
  readonly bmcSessionId: number;
  readonly consoleSessionId: number;
  readonly suite: CipherSuite;
  readonly maximum: Privilege;
  readonly openedAt: number;
  readonly openResponse: Buffer;
  step: LoginStep;
  lastExchange?: Exchange;
}

/** Bounded: a flood of half-open logins pushes out the oldest of its kind and never a session. */
export class Logins {
  readonly #now: () => number;
  /** In the order in which they were opened. */
  readonly #byId = new Map<number, Login>();
  readonly #byOpening = new Map<string, Login>();

  constructor(now: () => number) {
    this.#now = now;
  }

  get size(): number {
    this.sweep();
    return this.#byId.size;
  }

  add(login: Login): void {
    this.sweep();
    const [oldest] = this.#byId.values();
    if (oldest && this.#byId.size >= capacity) this.#remove(oldest);
    this.#byId.set(login.bmcSessionId, login);
    this.#byOpening.set(login.opening, login);
  }

  has(bmcSessionId: number): boolean {
    return this.#byId.has(bmcSessionId);
  }

  find(bmcSessionId: number): Login | undefined {
    this.sweep();
    return this.#byId.get(bmcSessionId);
  }

  /** The login that this Open Session Request opened, as long as nothing came after it. */
  opened(opening: string): Login | undefined {
    this.sweep();
    const login = this.#byOpening.get(opening);
    return login?.step.awaits === "rakp1" ? login : undefined;
  }

  sweep(): void {
    for (const login of this.#byId.values()) {
      if (this.#now() - login.openedAt < lifetime) return;
      this.#remove(login);
    }
  }

  #remove(login: Login): void {
    this.#byId.delete(login.bmcSessionId);
    if (this.#byOpening.get(login.opening) === login) this.#byOpening.delete(login.opening);
  }
}
