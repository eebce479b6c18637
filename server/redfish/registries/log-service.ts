import { dmtfRegistry } from "./registry.ts";

/** The messages of the LogService registry that this service uses. */
export const logServiceEvent = dmtfRegistry("LogService", "1.1.0", {
  LogCleared: { args: 1, severity: "OK", message: "Log '%1' was cleared.", resolution: "None." },
});
