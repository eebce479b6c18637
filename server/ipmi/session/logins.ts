import type { CipherSuite } from "../crypto/cipher-suites.ts";
import type { Claimant } from "./claimants.ts";
import { type PendingLogin, PendingLogins } from "./pending-logins.ts";
import type { Privilege } from "./privilege.ts";
import type { Challenge } from "./rakp.ts";

/** What a login waits for, or that it is over: a session came of it, or it was refused. */
type LoginStep =
  | { readonly awaits: "rakp1" }
  | { readonly awaits: "rakp3"; readonly challenge: Challenge; readonly claimant: Claimant }
  | { readonly awaits: "nothing" };

const stageOf = { rakp1: "begun", rakp3: "answered", nothing: "over" } as const;

/** A RAKP message without its tag and what was answered to it, for when the same message comes again. */
interface Exchange {
  readonly untagged: Buffer;
  readonly response: Buffer;
}

interface LoginParts extends Omit<PendingLogin, "stage"> {
  /** Names the Open Session Request: who sent it and its bytes. */
  readonly opening: string;
  readonly consoleSessionId: number;
  readonly suite: CipherSuite;
  readonly maximum: Privilege;
  readonly openResponse: Buffer;
}

/** A login under way: from Open Session to RAKP 4, and a little longer for repeated messages. */
export class Login implements PendingLogin {
  readonly id: number;
  readonly opener: PendingLogin["opener"];
  readonly openedAt: number;
  readonly opening: string;
  readonly consoleSessionId: number;
  readonly suite: CipherSuite;
  readonly maximum: Privilege;
  readonly openResponse: Buffer;
  step: LoginStep = { awaits: "rakp1" };
  lastExchange: Exchange | undefined;

  constructor(parts: LoginParts) {
    this.id = parts.id;
    this.opener = parts.opener;
    this.openedAt = parts.openedAt;
    this.opening = parts.opening;
    this.consoleSessionId = parts.consoleSessionId;
    this.suite = parts.suite;
    this.maximum = parts.maximum;
    this.openResponse = parts.openResponse;
  }

  get stage(): PendingLogin["stage"] {
    return stageOf[this.step.awaits];
  }
}

/** The logins of IPMI 2.0 that are under way. */
export class Logins {
  readonly #pending: PendingLogins<Login>;
  readonly #byOpening = new Map<string, Login>();

  constructor(now: () => number) {
    this.#pending = new PendingLogins<Login>(now, login => {
      if (this.#byOpening.get(login.opening) === login) this.#byOpening.delete(login.opening);
    });
  }

  get size(): number {
    return this.#pending.size;
  }

  add(login: Login): void {
    this.#pending.add(login);
    this.#byOpening.set(login.opening, login);
  }

  has(id: number): boolean {
    return this.#pending.has(id);
  }

  find(id: number): Login | undefined {
    return this.#pending.find(id);
  }

  /** The login that this Open Session Request opened, as long as nothing came after it. */
  opened(opening: string): Login | undefined {
    this.#pending.sweep();
    const login = this.#byOpening.get(opening);
    return login?.step.awaits === "rakp1" ? login : undefined;
  }
}
