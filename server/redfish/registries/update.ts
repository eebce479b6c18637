import { dmtfRegistry } from "./registry.ts";

/** The messages of the Update registry that this service uses. */
export const update = dmtfRegistry("Update", "1.3.0", {
  AwaitToActivate: {
    args: 2,
    severity: "OK",
    message: "Awaiting for an action to proceed with activating image '%1' on '%2'.",
    resolution: "Perform the requested action to advance the update operation.",
  },
  TargetDetermined: {
    args: 2,
    severity: "OK",
    message: "The target device '%1' will be updated with image '%2'.",
    resolution: "None.",
  },
  TransferFailed: {
    args: 2,
    severity: "Critical",
    message: "Transfer of image '%1' to '%2' failed.",
    resolution: "None.",
  },
  TransferringToComponent: {
    args: 2,
    severity: "OK",
    message: "Image '%1' is being transferred to '%2'.",
    resolution: "None.",
  },
  UpdateSuccessful: {
    args: 2,
    severity: "OK",
    message: "Device '%1' successfully updated with image '%2'.",
    resolution: "None.",
  },
  VerificationFailed: {
    args: 2,
    severity: "Critical",
    message: "Verification of image '%1' at '%2' failed.",
    resolution: "None.",
  },
  VerifyingAtComponent: {
    args: 2,
    severity: "OK",
    message: "Image '%1' is being verified at '%2'.",
    resolution: "None.",
  },
});
