import type { Authentication } from "../bmc/authentication.ts";
import type { ConsoleViewers } from "../bmc/consoles/console-viewers.ts";
import type { EventLog } from "../bmc/event-log.ts";
import type { Identity } from "../bmc/identity.ts";
import type { RequestCounts } from "../bmc/request-counts.ts";
import type { Sensors } from "../bmc/sensors/sensors.ts";
import type { Sessions } from "../bmc/sessions.ts";
import type { Display } from "../console/display.ts";
import type { SerialLine } from "../console/serial-line.ts";
import type { EventBus } from "../events/bus.ts";
import type { Machine } from "../machine/machine.ts";

/** What is measured. */
export interface MetricsContext {
  readonly machine: Machine;
  readonly identity: Identity;
  readonly authentication: Authentication;
  readonly sessions: Sessions;
  readonly viewers: ConsoleViewers;
  readonly sensors: Sensors;
  readonly eventLog: EventLog;
  readonly requestCounts: RequestCounts;
  readonly serial: SerialLine;
  readonly display: Display;
  readonly events: EventBus;
}
