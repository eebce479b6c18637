import { Type } from "typebox";
import type { Preserved } from "../../bmc/defaults.ts";
import { action } from "../resource.ts";

/** Both restart the BMC, once its answer has left; the machine runs on. */
export const managerReset = action({
  privilege: "ConfigureManager",
  parameters: { ResetType: Type.Optional(Type.Enum(["GracefulRestart", "ForceRestart"])) },
  handle({ resetBmc }, _, { origin }) {
    setImmediate(resetBmc, origin);
  },
});

const resetTypes = ["ResetAll", "PreserveNetworkAndUsers", "PreserveNetwork"] as const;

const preserved: Record<(typeof resetTypes)[number], Preserved> = {
  ResetAll: "nothing",
  PreserveNetworkAndUsers: "networkAndUsers",
  PreserveNetwork: "network",
};

/** The BMC restarts and is then as it was when it was new; the machine runs on, without its virtual media. */
export const managerResetToDefaults = action({
  privilege: "ConfigureManager",
  parameters: { ResetType: Type.Enum(resetTypes) },
  handle({ wantDefaults, resetBmc }, { ResetType }, { origin }) {
    wantDefaults(preserved[ResetType], origin);
    setImmediate(resetBmc, origin);
  },
});
