/** Network functions of requests; a response's is one higher (IPMI 2.0 §5.1). */
export const NetFn = {
  Chassis: 0x00,
  SensorEvent: 0x04,
  App: 0x06,
  Storage: 0x0a,
  Transport: 0x0c,
  /** The first byte of requests and responses says whose commands they are. */
  GroupExtension: 0x2c,
} as const;
export type NetFn = (typeof NetFn)[keyof typeof NetFn];

/** Defining bodies of group extension commands (IPMI 2.0 table 5-1). */
export const Group = { Dcmi: 0xdc } as const;
export type Group = (typeof Group)[keyof typeof Group];
