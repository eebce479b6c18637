import { Type } from "typebox";
import { named } from "../properties.ts";

export const managerDiagnosticDataProperties = {
  ...named,
  ServiceRootUptimeSeconds: Type.Number(),
  TopProcesses: Type.Array(
    Type.Object({
      CommandLine: Type.String(),
      UserTimeSeconds: Type.Number(),
      KernelTimeSeconds: Type.Number(),
      ResidentSetSizeBytes: Type.Integer(),
      UptimeSeconds: Type.Number(),
    }),
  ),
};
