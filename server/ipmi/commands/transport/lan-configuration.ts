import type { Setting, Settings } from "../../../bmc/settings.ts";

/** Besides the volatile destination 0. */
export const destinationCount = 4;
/** In bytes, without the set selector. */
export const destinationTypeLength = 3;
export const destinationAddressLength = 12;
export const communityLength = 18;

export interface LanConfigurationSetting {
  /** Whether each level (callback, user, operator, administrator, OEM) may use MD5 with IPMI 1.5. */
  readonly md5: readonly boolean[];
  readonly community: string;
  /** Of each alert destination, type and address as they stand on the wire, in hexadecimal. */
  readonly destinationTypes: readonly string[];
  readonly destinationAddresses: readonly string[];
}

const none = (length: number): readonly string[] =>
  Array<string>(destinationCount + 1).fill("00".repeat(length));

const initial: LanConfigurationSetting = {
  md5: [true, true, true, true, false],
  community: "public",
  destinationTypes: none(destinationTypeLength),
  destinationAddresses: none(destinationAddressLength),
};

/** The LAN configuration parameters that are IPMI's alone. */
export class LanConfiguration {
  readonly #setting: Setting<LanConfigurationSetting>;
  setInProgress = 0;

  constructor(settings: Settings) {
    this.#setting = settings.open("lanConfiguration", initial);
  }

  get value(): LanConfigurationSetting {
    return this.#setting.value;
  }

  change(changed: Partial<LanConfigurationSetting>): void {
    this.#setting.save({ ...this.#setting.value, ...changed });
  }
}
