/** How many may use the BMC's shell at the same time. */
export const shellSessions = 32;
