import { dmtfRegistry } from "./registry.ts";

/** The messages of the HeartbeatEvent registry that this service uses. */
export const heartbeatEvent = dmtfRegistry("HeartbeatEvent", "1.1.1", {
  RedfishServiceShuttingDown: {
    args: 0,
    severity: "OK",
    message: "Redfish service is shutting down.",
    resolution: "None.",
  },
  RedfishServiceStarted: {
    args: 0,
    severity: "OK",
    message: "Redfish service started.",
    resolution: "None.",
  },
});
