/** Network functions of requests; a response's is one higher (IPMI 2.0 §5.1). */
export const NetFn = {
  Chassis: 0x00,
  App: 0x06,
} as const;
export type NetFn = (typeof NetFn)[keyof typeof NetFn];
