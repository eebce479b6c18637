import { relative } from "node:path";
import { resource } from "../resource.ts";
import { managerDiagnosticDataProperties } from "../schemas/manager-diagnostic-data.ts";

/** Node gives microseconds. */
const seconds = (microseconds: number): number => Math.round(microseconds / 1000) / 1000;
const thousandths = (value: number): number => Math.round(value * 1000) / 1000;

const program = [process.argv0, ...process.argv.slice(1, 2).map(file => relative(process.cwd(), file))];

/** What the BMC itself takes of the host that it runs on: it is one process. */
export const managerDiagnosticData = resource<typeof managerDiagnosticDataProperties>({
  type: "ManagerDiagnosticData.v1_2_3.ManagerDiagnosticData",
  uri: "/redfish/v1/Managers/:ManagerId/ManagerDiagnosticData",
  privilege: "Login",
  properties: managerDiagnosticDataProperties,
  read(_, { id }) {
    const { user, system } = process.cpuUsage();
    const uptime = thousandths(process.uptime());
    return {
      Id: id,
      Name: "Manager Diagnostic Data",
      ServiceRootUptimeSeconds: uptime,
      TopProcesses: [
        {
          CommandLine: program.join(" "),
          UserTimeSeconds: seconds(user),
          KernelTimeSeconds: seconds(system),
          ResidentSetSizeBytes: process.memoryUsage.rss(),
          UptimeSeconds: uptime,
        },
      ],
    };
  },
});
