import type { Accounts } from "../bmc/accounts.ts";
import type { Authentication } from "../bmc/authentication.ts";
import type { ConsoleViewers } from "../bmc/consoles/console-viewers.ts";
import type { EventLog } from "../bmc/event-log.ts";
import type { RequestCounts } from "../bmc/request-counts.ts";
import type { Sensors } from "../bmc/sensors/sensors.ts";
import type { Sessions } from "../bmc/sessions.ts";
import type { SerialLine } from "../console/serial-line.ts";
import type { EventBus } from "../events/bus.ts";
import type { Machine } from "../machine/machine.ts";
import type { VirtualMedia } from "../media/virtual-media.ts";

/** What is told of a connection that does not keep to the protocol, and of errors that are the BMC's own. */
interface SshLog {
  debug(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the shell shows and acts on. */
export interface SshContext {
  readonly machine: Machine;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly authentication: Authentication;
  readonly viewers: ConsoleViewers;
  readonly sensors: Sensors;
  readonly eventLog: EventLog;
  readonly virtualMedia: VirtualMedia;
  readonly serial: SerialLine;
  readonly events: EventBus;
  readonly requestCounts: RequestCounts;
  readonly log: SshLog;
}
