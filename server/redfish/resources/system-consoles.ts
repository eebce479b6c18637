import type { Ports } from "../../bmc/network-protocol.ts";
import { serialSessions } from "../../bmc/serial-sessions.ts";
import type { BodyOf } from "../properties.ts";
import type { computerSystemProperties } from "../schemas/computer-system.ts";

type Consoles = Pick<BodyOf<typeof computerSystemProperties>, "GraphicalConsole" | "SerialConsole">;

/** The screen is on the BMC's page, and the serial line there, on IPMI's Serial over LAN and in the BMC's shell. */
export function consoles({ https, http, ipmi, ssh }: Ports): Consoles {
  const page = https ?? http;
  return {
    GraphicalConsole: {
      ServiceEnabled: true,
      ...(page !== undefined && { Port: page }),
      ConnectTypesSupported: ["KVMIP"],
    },
    SerialConsole: {
      MaxConcurrentSessions: serialSessions,
      IPMI: {
        ServiceEnabled: true,
        ...(ipmi !== undefined && { Port: ipmi }),
        SharedWithManagerCLI: false,
        HotKeySequenceDisplay: "~. ends a session of ipmitool",
      },
      SSH: {
        ServiceEnabled: ssh !== undefined,
        ...(ssh !== undefined && { Port: ssh }),
        SharedWithManagerCLI: true,
        ConsoleEntryCommand: "console",
        HotKeySequenceDisplay: "~. leaves it; in OpenSSH ~~.",
      },
    },
  };
}
