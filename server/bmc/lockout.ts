import type { EventBus } from "../events/bus.ts";
import { FailureCounts } from "./failure-counts.ts";
import { networkOf } from "./network-of.ts";
import { type Setting, unkept } from "./settings.ts";

/** What of it can be set, for accounts. */
export interface AccountLockout {
  /** The wrong password that locks; 0 for none. */
  readonly threshold: number;
  /** How long the first lock lasts; 0 for no lock. */
  readonly seconds: number;
  /** After so many seconds without a wrong password the count begins anew. */
  readonly resetAfter: number;
}

export const lockoutAtFirst: AccountLockout = { threshold: 5, seconds: 30, resetAfter: 30 };
const escalation = { longest: 900, forgottenAfter: 3600 };
/** Many people may share an address. */
const addressLimits = { threshold: 20, seconds: 30, resetAfter: 3600, ...escalation };
/** Milliseconds for which an address counts as one from which an account's owner comes. */
const familiarFor = 24 * 3600 * 1000;
const familiarCapacity = 1024;
/** In the words for an account together with an address, which has no blanks. */
const between = " from ";
/** Characters of a user name that are kept; no account has a longer one. */
const nameLength = 64;

/**
 * Refuses logins for a while after too many wrong passwords: to one account, and from one address. Shared
 * by all front ends, so that nobody gets another set of guesses at the next door.
 *
 * What keeps others from locking the owner out:
 * - An address only counts when whoever fails has it: TCP proves that, and IPMI's handshake does too, as
 *   a failure must name the session ID that was drawn at random and sent to that address alone. Who forges
 *   source addresses never learns the ID and locks nobody. IPv6 addresses count by the network of which
 *   one host may take any address.
 * - Where an account has lately been logged in to from an address, only failures with that account and
 *   from that address count for the two. So strangers who guess lock the account to strangers only.
 *
 * A refused login must look exactly like one with a wrong password: it would tell otherwise that guessing
 * is of no use for the time being.
 */
export class Lockout {
  readonly #accounts: FailureCounts;
  readonly #addresses: FailureCounts;
  /** Of accounts together with addresses that are familiar with them. */
  readonly #pairs: FailureCounts;
  readonly #now: () => number;
  /** When an account was last logged in to from a network, the longest ago first. */
  readonly #familiar = new Map<string, number>();

  readonly #kept: Setting<AccountLockout>;

  /**
   * @param now milliseconds, ever growing
   * @param kept where the limits for accounts survive a restart
   */
  constructor(events: EventBus, now: () => number, kept: Setting<AccountLockout> = unkept(lockoutAtFirst)) {
    this.#kept = kept;
    const accountLimits = () => ({ ...kept.value, ...escalation });
    const locked = (subject: string, seconds: number) => events.emit("loginsLocked", { subject, seconds });
    this.#accounts = new FailureCounts(accountLimits, now, locked);
    this.#addresses = new FailureCounts(() => addressLimits, now, locked);
    this.#pairs = new FailureCounts(accountLimits, now, locked);
    this.#now = now;
  }

  get accountLimits(): AccountLockout {
    return this.#kept.value;
  }

  set accountLimits(limits: AccountLockout) {
    this.#kept.save(limits);
  }

  /** Whether anybody is kept from logging in to the account, for the wrong passwords that were tried. */
  isAccountLocked(userName: string): boolean {
    return (
      this.#accounts.isLocked(userName) || this.#pairsOf(userName).some(pair => this.#pairs.isLocked(pair))
    );
  }

  unlockAccount(userName: string): void {
    this.#accounts.clear(userName);
    for (const pair of this.#pairsOf(userName)) this.#pairs.clear(pair);
  }

  /** Whether a login is to be refused, whatever its password. */
  isLocked(userName: string, address: string): boolean {
    const { name, network, pair } = subjectsOf(userName, address);
    if (this.#isFamiliar(pair)) return this.#pairs.isLocked(pair);
    return this.#addresses.isLocked(network) || this.#accounts.isLocked(name);
  }

  /** A login with a wrong password; one that was refused for earlier ones does not count. */
  failed(userName: string, address: string): void {
    if (this.isLocked(userName, address)) return;
    const { name, network, pair } = subjectsOf(userName, address);
    if (this.#isFamiliar(pair)) {
      this.#pairs.add(pair);
      return;
    }
    this.#addresses.add(network);
    this.#accounts.add(name);
  }

  succeeded(userName: string, address: string): void {
    const { name, network, pair } = subjectsOf(userName, address);
    if (this.#isFamiliar(pair)) {
      this.#pairs.clear(pair);
    } else {
      this.#addresses.clear(network);
      this.#accounts.clear(name);
    }
    this.#familiar.delete(pair);
    this.#familiar.set(pair, this.#now());
    const [oldest] = this.#familiar.keys();
    if (oldest !== undefined && this.#familiar.size > familiarCapacity) this.#familiar.delete(oldest);
  }

  #pairsOf(userName: string): readonly string[] {
    return [...this.#familiar.keys()].filter(pair => pair.slice(0, pair.lastIndexOf(between)) === userName);
  }

  #isFamiliar(pair: string): boolean {
    const at = this.#familiar.get(pair);
    return at !== undefined && this.#now() - at < familiarFor;
  }
}

function subjectsOf(userName: string, address: string): { name: string; network: string; pair: string } {
  const name = userName.slice(0, nameLength);
  const network = networkOf(address);
  return { name, network, pair: `${name}${between}${network}` };
}
