import type { Setting, Settings } from "../../bmc/settings.ts";
import { Privilege } from "../session/privilege.ts";
import { maximumCharacters } from "./sol-packet.ts";

export type BitRate = "serialChannel" | "9600" | "19200" | "38400" | "57600" | "115200";
export type SetInProgress = "complete" | "inProgress" | "commit";

/** What SOL keeps across restarts: the non-volatile SOL configuration parameters (IPMI 2.0 table 26-5). */
export interface SolSettings {
  readonly enabled: boolean;
  /** Whether a session that can encrypt must do so for SOL. */
  readonly forceEncryption: boolean;
  /** The lowest level that may activate SOL. */
  readonly privilege: Privilege;
  /** In units of 5 ms. */
  readonly accumulateInterval: number;
  /** Characters that are sent without waiting for more. */
  readonly sendThreshold: number;
  readonly retryCount: number;
  /** In units of 10 ms. */
  readonly retryInterval: number;
  /** A virtual serial line has no rate: kept for who sets it up, and without effect. */
  readonly bitRate: BitRate;
}

const initial: SolSettings = {
  enabled: true,
  forceEncryption: true,
  // What a console shows and takes is as good as a login: not for those who may only read.
  privilege: Privilege.Operator,
  accumulateInterval: 1,
  sendThreshold: maximumCharacters,
  retryCount: 7,
  // A sooner repetition would overtake acknowledgements on slow links.
  retryInterval: 25,
  bitRate: "115200",
};

export class SolConfiguration {
  readonly #setting: Setting<SolSettings>;
  /** Who has asked others to keep away, and whether that one is still there. */
  #claim: { readonly state: SetInProgress; readonly isAlive: () => boolean } | undefined;
  /** The rate in use: the non-volatile one until the next restart, unless it is set. */
  volatileBitRate: BitRate;

  constructor(settings: Settings) {
    this.#setting = settings.open("serialOverLan", initial);
    this.volatileBitRate = this.#setting.value.bitRate;
  }

  get value(): SolSettings {
    return this.#setting.value;
  }

  change(changed: Partial<SolSettings>): void {
    this.#setting.save({ ...this.#setting.value, ...changed });
  }

  get setInProgress(): SetInProgress {
    return this.#claim?.state ?? "complete";
  }

  /**
   * @param isAlive whether who sets it is still there: a client that died half-way locks nobody out
   * @returns false when another one has claimed the parameters
   */
  setSetInProgress(state: SetInProgress, isAlive: () => boolean): boolean {
    if (state === "inProgress" && this.setInProgress !== "complete" && this.#claim?.isAlive()) return false;
    this.#claim = state === "complete" ? undefined : { state, isAlive };
    return true;
  }
}
