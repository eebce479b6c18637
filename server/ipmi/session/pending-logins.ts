/** Milliseconds in which a login must come to its end. */
const lifetime = 10_000;
const capacity = 256;
const capacityForAddress = 128;

/** A login under way, whatever the protocol. */
export interface PendingLogin {
  /** The session's ID that the BMC gave it. */
  readonly id: number;
  /** Who began it, and has been told its ID: nobody else can know it. */
  readonly opener: { readonly address: string; readonly port: number };
  readonly openedAt: number;
  /** Who goes first when there is no room: over, just begun, or known to have got an answer. */
  readonly stage: "over" | "begun" | "answered";
}

const worth: Record<PendingLogin["stage"], number> = { over: 0, begun: 1, answered: 2 };

/**
 * Logins by ID, bounded: a flood of half-open ones pushes out those of its own address, and never a session.
 * One that has got on is worth more than one that has just begun, which anybody can under a forged address.
 */
export class PendingLogins<L extends PendingLogin> {
  readonly #now: () => number;
  readonly #removed: (login: L) => void;
  /** In the order in which they were opened. */
  readonly #byId = new Map<number, L>();
  readonly #byAddress = new Map<string, Set<L>>();

  constructor(now: () => number, removed: (login: L) => void = () => {}) {
    this.#now = now;
    this.#removed = removed;
  }

  get size(): number {
    this.sweep();
    return this.#byId.size;
  }

  add(login: L): void {
    this.sweep();
    const ofAddress = this.#byAddress.get(login.opener.address) ?? new Set();
    if (ofAddress.size >= capacityForAddress) this.#makeRoom(ofAddress);
    if (this.#byId.size >= capacity) this.#makeRoom(this.#byId.values());
    this.#byId.set(login.id, login);
    // Making room may have removed the address's last.
    this.#byAddress.set(login.opener.address, ofAddress.add(login));
  }

  has(id: number): boolean {
    return this.#byId.has(id);
  }

  find(id: number): L | undefined {
    this.sweep();
    return this.#byId.get(id);
  }

  remove(login: L): void {
    if (!this.#byId.delete(login.id)) return;
    const { address } = login.opener;
    const ofAddress = this.#byAddress.get(address);
    ofAddress?.delete(login);
    if (ofAddress?.size === 0) this.#byAddress.delete(address);
    this.#removed(login);
  }

  sweep(): void {
    for (const login of this.#byId.values()) {
      if (this.#now() - login.openedAt < lifetime) return;
      this.remove(login);
    }
  }

  /** Removes the one that is worth least, the oldest of equals. */
  #makeRoom(logins: Iterable<L>): void {
    let least: L | undefined;
    for (const login of logins) {
      if (!least || worth[login.stage] < worth[least.stage]) least = login;
      if (least.stage === "over") break;
    }
    if (least) this.remove(least);
  }
}
