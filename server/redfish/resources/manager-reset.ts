import { Type } from "typebox";
import { action } from "../resource.ts";

/** Both restart the BMC, once its answer has left; the machine runs on. */
export const managerReset = action({
  privilege: "ConfigureManager",
  parameters: { ResetType: Type.Optional(Type.Enum(["GracefulRestart", "ForceRestart"])) },
  handle({ resetBmc }, _, { origin }) {
    setImmediate(resetBmc, origin);
  },
});
