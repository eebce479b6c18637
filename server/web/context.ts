import type { Accounts } from "../bmc/accounts.ts";
import type { Authentication } from "../bmc/authentication.ts";
import type { ConsoleViewers } from "../bmc/consoles/console-viewers.ts";
import type { Identity } from "../bmc/identity.ts";
import type { Sessions } from "../bmc/sessions.ts";
import type { Display } from "../console/display.ts";
import type { SerialLine } from "../console/serial-line.ts";
import type { EventBus } from "../events/bus.ts";
import type { Machine } from "../machine/machine.ts";
import type { LocalFiles } from "../media/local-files.ts";
import type { Visits } from "../rack/visits.ts";

/** What the server half of the page works with. */
export interface WebContext {
  readonly machine: Machine;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly authentication: Authentication;
  readonly identity: Identity;
  readonly events: EventBus;
  readonly serial: SerialLine;
  readonly display: Display;
  readonly viewers: ConsoleViewers;
  readonly localFiles: LocalFiles;
  /** Of the rack view. */
  readonly visits: Visits;
  /** Folder of the built page. */
  readonly pageRoot: string;
  /** Whether the first account still has the password that everybody knows. */
  readonly defaultPassword: () => boolean;
}
