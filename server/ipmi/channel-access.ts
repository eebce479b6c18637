import type { Setting, Settings } from "../bmc/settings.ts";
import { Privilege } from "./session/privilege.ts";

/** How the LAN channel may be used (IPMI 2.0 §6.6). */
export interface ChannelAccess {
  readonly mode: "disabled" | "alwaysAvailable";
  /** Kept as set: there are no alerts. */
  readonly alerting: boolean;
  /** Kept as set; every packet of a session is authenticated all the same. */
  readonly perMessageAuthentication: boolean;
  readonly userLevelAuthentication: boolean;
  /** The highest level of any session, whoever's it is. */
  readonly limit: Privilege;
}

/** Nothing is let in over the serial channel. */
export const serialAccess: ChannelAccess = {
  mode: "disabled",
  alerting: false,
  perMessageAuthentication: true,
  userLevelAuthentication: true,
  limit: Privilege.Callback,
};

const atFirst: ChannelAccess = {
  mode: "alwaysAvailable",
  alerting: false,
  perMessageAuthentication: true,
  userLevelAuthentication: true,
  limit: Privilege.Administrator,
};

/** Access to the LAN channel: what holds now, and what holds again after a restart of the BMC. */
export class LanAccess {
  readonly #setting: Setting<ChannelAccess>;
  #present: ChannelAccess;

  constructor(settings: Settings) {
    this.#setting = settings.open("ipmiLanAccess", atFirst);
    this.#present = this.#setting.value;
  }

  get present(): ChannelAccess {
    return this.#present;
  }

  get nonVolatile(): ChannelAccess {
    return this.#setting.value;
  }

  /** `None` while nobody may log in over LAN. */
  get limit(): Privilege {
    return this.#present.mode === "disabled" ? Privilege.None : this.#present.limit;
  }

  change(change: Partial<ChannelAccess>): void {
    this.#present = { ...this.#present, ...change };
  }

  changeNonVolatile(change: Partial<ChannelAccess>): void {
    this.#setting.save({ ...this.#setting.value, ...change });
  }
}
