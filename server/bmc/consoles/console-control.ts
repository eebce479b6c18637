import type { EventBus } from "../../events/bus.ts";
import type { Origin } from "../../events/events.ts";
import type { Party } from "./party.ts";

/** Milliseconds that who has the control gets to keep it from who asks for it. */
const answerMilliseconds = 30_000;

/** Why the control does not change hands; the message is a sentence for a person. */
export class ControlRefused extends Error {
  readonly forbidden: boolean;

  /** @param forbidden whether the role is what is in the way */
  constructor(message: string, forbidden = false) {
    super(message);
    this.forbidden = forbidden;
  }
}

export interface ControlRequest {
  readonly party: Party;
  /** When the control passes without an answer: milliseconds of `performance.now()`. */
  readonly until: number;
}

export interface ConsoleControlOptions {
  readonly events: EventBus;
  /** Whether there is a console that the party looks at and may type on. */
  readonly isThere: (party: Party) => boolean;
  readonly milliseconds?: number;
}

/**
 * Who types on the consoles. Everybody whose role allows it, until one party asks for the control and so has it
 * alone. It is given on when it is asked for and not kept, and is nobody's again once its holder lets go or leaves.
 */
export class ConsoleControl {
  readonly #events: EventBus;
  readonly #isThere: (party: Party) => boolean;
  readonly #milliseconds: number;
  #holder: Party | undefined;
  #request: ControlRequest | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor({ events, isThere, milliseconds = answerMilliseconds }: ConsoleControlOptions) {
    this.#events = events;
    this.#isThere = isThere;
    this.#milliseconds = milliseconds;
  }

  get holder(): Party | undefined {
    return this.#holder;
  }

  get request(): ControlRequest | undefined {
    return this.#request;
  }

  /** Whether what this party types is for the machine. */
  mayType({ id, role }: Party): boolean {
    return role !== "ReadOnly" && role !== "NoAccess" && (!this.#holder || this.#holder.id === id);
  }

  /** For what types on behalf of a party. @throws ControlRefused */
  requireControl({ id }: Party): void {
    if (this.#holder && this.#holder.id !== id) {
      throw new ControlRefused(`${this.#holder.userName} has the control of the consoles.`);
    }
  }

  /** The control is the party's at once where nobody has it. @throws ControlRefused */
  ask(party: Party, origin: Origin): void {
    this.#requirePresence(party);
    if (!this.#holder) {
      this.#become(party, undefined, origin);
      return;
    }
    if (this.#holder.id === party.id || this.#request?.party.id === party.id) return;
    if (this.#request) {
      throw new ControlRefused(`${this.#request.party.userName} has asked for the control already.`);
    }
    this.#become(this.#holder, { party, until: performance.now() + this.#milliseconds }, origin);
  }

  /** Without asking. @throws ControlRefused */
  take(party: Party, origin: Origin): void {
    this.#requirePresence(party);
    if (party.role !== "Administrator") {
      throw new ControlRefused("Only administrators take the control without asking.", true);
    }
    if (this.#holder?.id !== party.id) this.#become(party, undefined, origin);
  }

  /** To who asks for it. @throws ControlRefused */
  give(party: Party, origin: Origin): void {
    this.#become(this.#requestTo(party).party, undefined, origin);
  }

  /** From who asks for it. @throws ControlRefused */
  keep(party: Party, origin: Origin): void {
    this.#requestTo(party);
    this.#become(this.#holder, undefined, origin);
  }

  /** Lets go of the control, or of the wish to have it; everybody may type again. @throws ControlRefused */
  release(party: Party, origin: Origin): void {
    const isWish = this.#request?.party.id === party.id;
    if (!this.#holder) return;
    if (!isWish && this.#holder.id !== party.id && party.role !== "Administrator") {
      throw new ControlRefused(`${this.#holder.userName} has the control.`);
    }
    this.#become(isWish ? this.#holder : undefined, undefined, origin);
  }

  /** Somebody may have left. */
  check(): void {
    const origin: Origin = { via: "bmc" };
    if (this.#request && !this.#isThere(this.#request.party)) this.#become(this.#holder, undefined, origin);
    if (!this.#holder || this.#isThere(this.#holder)) return;
    this.#become(this.#request?.party, undefined, origin);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #requirePresence(party: Party): void {
    if (!this.#isThere(party)) {
      throw new ControlRefused("The control is for who has a console open and may type on it.");
    }
  }

  #requestTo({ id }: Party): ControlRequest {
    if (this.#holder?.id !== id) throw new ControlRefused("Only who has the control gives or keeps it.");
    if (!this.#request) throw new ControlRefused("Nobody asks for the control.");
    return this.#request;
  }

  #become(holder: Party | undefined, request: ControlRequest | undefined, origin: Origin): void {
    clearTimeout(this.#timer);
    this.#holder = holder;
    this.#request = request;
    if (request) {
      const pass = (): void => this.#become(request.party, undefined, { via: "bmc" });
      this.#timer = setTimeout(pass, this.#milliseconds).unref();
    }
    this.#events.emit("consoleControlChanged", {
      ...(holder && { holder: holder.userName }),
      ...(request && { requester: request.party.userName }),
      origin,
    });
  }
}
