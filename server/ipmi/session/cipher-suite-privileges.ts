import type { Setting, Settings } from "../../bmc/settings.ts";
import type { CipherSuite } from "../crypto/cipher-suites.ts";
import { Privilege } from "./privilege.ts";

/** IDs that have a level; the suites from 16 on, which are the strongest, may give any. */
const suiteCount = 16;

/**
 * The highest privilege level that each cipher suite may give (LAN configuration parameters 23 and 24). The
 * list holds every suite of which there may be a level, in its ID's place: clients do not look where in the
 * list a suite stands. Those that are not offered are unused.
 */
export class CipherSuitePrivileges {
  readonly #setting: Setting<{ readonly levels: readonly Privilege[] }>;
  readonly #offered: readonly number[];
  /** IDs of suites, in the order of `levels`. */
  readonly suites: readonly number[] = Array.from({ length: suiteCount }, (_, id) => id);

  constructor(settings: Settings, offered: readonly CipherSuite[]) {
    this.#setting = settings.open("cipherSuitePrivileges", { levels: [] });
    this.#offered = offered.map(({ id }) => id);
  }

  /** `None` for a suite that may not be used at all. */
  limitOf(suite: number): Privilege {
    if (!this.#offered.includes(suite)) return Privilege.None;
    return limitAmong(this.levels, suite);
  }

  /** As they were set, also those of suites that are not offered: some clients compare. */
  get levels(): readonly Privilege[] {
    const { levels } = this.#setting.value;
    // The suites that are offered may have changed since.
    if (levels.length > 0 && this.#letAdministratorsIn(levels)) return levels;
    return this.suites.map(id => (this.#offered.includes(id) ? Privilege.Administrator : Privilege.None));
  }

  /**
   * @returns false, with nothing changed, for a level of suite 0, which checks no user at all, and when no
   * suite would let an administrator in any more
   */
  setLevels(levels: readonly Privilege[]): boolean {
    if (levels[0] !== Privilege.None || !this.#letAdministratorsIn(levels)) return false;
    this.#setting.save({ levels });
    return true;
  }

  #letAdministratorsIn(levels: readonly Privilege[]): boolean {
    return this.#offered.some(suite => limitAmong(levels, suite) === Privilege.Administrator);
  }
}

const limitAmong = (levels: readonly Privilege[], suite: number): Privilege =>
  suite < suiteCount ? (levels[suite] ?? Privilege.None) : Privilege.Administrator;
