import type { Ports } from "../../bmc/network-protocol.ts";
import { serialSessions } from "../../bmc/serial-sessions.ts";
import type { BodyOf } from "../properties.ts";
import type { computerSystemProperties } from "../schemas/computer-system.ts";

type Consoles = Pick<BodyOf<typeof computerSystemProperties>, "GraphicalConsole" | "SerialConsole">;

/** The screen is on the BMC's page, and the serial line there and on IPMI's Serial over LAN. */
export function consoles({ https, http, ipmi }: Ports): Consoles {
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
    },
  };
}
