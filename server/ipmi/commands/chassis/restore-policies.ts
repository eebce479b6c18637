import type { RestorePolicy } from "../../../events/events.ts";

/** Power restore policies on the wire (IPMI 2.0 tables 28-3 and 28-8). */
export const restorePolicies: Record<RestorePolicy, number> = {
  "always-off": 0,
  previous: 1,
  "always-on": 2,
};
