import { hash, randomBytes } from "node:crypto";
import type { EventBus } from "../events/bus.ts";
import type { Principal } from "./authentication.ts";

/** Milliseconds. */
const life = 10_000;
const capacity = 256;

/**
 * Who has lately been let in by which Authorization header from which address. It is forgotten as soon as an account
 * changes or any login fails: a lock, and what a right password does to the failures before it, is not its business.
 */
export class VerifiedCredentials {
  readonly #now: () => number;
  /** Of this process alone, so that nothing can be prepared for the digests. */
  readonly #key = randomBytes(32).toString("base64");
  readonly #entries = new Map<string, { readonly principal: Principal; readonly until: number }>();

  /** @param now milliseconds, ever growing */
  constructor(events: EventBus, now: () => number) {
    this.#now = now;
    const forget = (): void => this.#entries.clear();
    events.on("accountChanged", forget);
    events.on("loginFailed", forget);
    events.on("loginsLocked", forget);
  }

  /** Who it is, or who `verify` finds that it is. */
  of(authorization: string, address: string, verify: () => Principal | undefined): Principal | undefined {
    const digest = hash("sha256", `${this.#key} ${address} ${authorization}`, "base64");
    const known = this.#entries.get(digest);
    if (known && this.#now() < known.until) return known.principal;
    const principal = verify();
    if (!principal) return undefined;
    if (this.#entries.size >= capacity) this.#entries.clear();
    this.#entries.set(digest, { principal, until: this.#now() + life });
    return principal;
  }
}
