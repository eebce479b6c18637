/** How many may use the serial line over IPMI at the same time. */
export const serialSessions = 4;
