import { dmtfRegistry } from "./registry.ts";

/** The messages of the ResourceEvent registry that this service uses. */
export const resourceEvent = dmtfRegistry("ResourceEvent", "1.4.3", {
  ResourceChanged: {
    args: 0,
    severity: "OK",
    message: "One or more resource properties have changed.",
    resolution: "None.",
  },
  ResourceCreated: {
    args: 0,
    severity: "OK",
    message: "The resource was created successfully.",
    resolution: "None.",
  },
  ResourcePaused: { args: 1, severity: "OK", message: "The resource '%1' was paused.", resolution: "None." },
  ResourcePoweredOff: {
    args: 1,
    severity: "OK",
    message: "The resource '%1' has powered off.",
    resolution: "None.",
  },
  ResourcePoweredOn: {
    args: 1,
    severity: "OK",
    message: "The resource '%1' has powered on.",
    resolution: "None.",
  },
  ResourcePoweringOff: {
    args: 1,
    severity: "OK",
    message: "The resource '%1' is powering off.",
    resolution: "None.",
  },
  ResourcePoweringOn: {
    args: 1,
    severity: "OK",
    message: "The resource '%1' is powering on.",
    resolution: "None.",
  },
  ResourceRemoved: {
    args: 0,
    severity: "OK",
    message: "The resource was removed successfully.",
    resolution: "None.",
  },
  ResourceStatusChangedCritical: {
    args: 2,
    severity: "Critical",
    message: "The health of resource '%1' has changed to %2.",
    resolution: "None.",
  },
  ResourceStatusChangedOK: {
    args: 2,
    severity: "OK",
    message: "The health of resource '%1' has changed to %2.",
    resolution: "None.",
  },
  TestMessage: { args: 0, severity: "OK", message: "Test message.", resolution: "None." },
});
