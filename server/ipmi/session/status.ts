/** RMCP+ and RAKP status codes (IPMI 2.0 table 13-15); only those that are answered. */
export const Status = {
  NoErrors: 0x00,
  InsufficientResources: 0x01,
  InvalidSessionId: 0x02,
  InvalidRole: 0x09,
  InvalidNameLength: 0x0c,
  InvalidIntegrityCheckValue: 0x0f,
  NoMatchingCipherSuite: 0x11,
  IllegalParameter: 0x12,
} as const;
export type Status = (typeof Status)[keyof typeof Status];
