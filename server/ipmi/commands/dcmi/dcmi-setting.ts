/** What DCMI's clients set that nothing else in the BMC has. */
export interface DcmiSetting {
  /** How the BMC presents itself to a DHCP server, as DCMI numbers it; here the host asks for addresses. */
  readonly discovery: {
    readonly option12: boolean;
    readonly option60: boolean;
    readonly randomBackOff: boolean;
  };
  /** Seconds, as are the others. */
  readonly initialTimeout: number;
  readonly contactTimeout: number;
  readonly contactRetry: number;
}

/** The standard's defaults. */
export const dcmiAtFirst: DcmiSetting = {
  discovery: { option12: false, option60: false, randomBackOff: false },
  initialTimeout: 4,
  contactTimeout: 120,
  contactRetry: 64,
};
