import type { Accounts } from "../bmc/accounts.ts";
import type { Authentication } from "../bmc/authentication.ts";
import type { Clock } from "../bmc/clock.ts";
import type { Identity } from "../bmc/identity.ts";
import type { Sessions } from "../bmc/sessions.ts";
import type { EventBus } from "../events/bus.ts";
import type { Machine } from "../machine/machine.ts";

/** All that Redfish reads and acts on. */
export interface RedfishContext {
  readonly machine: Machine;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly authentication: Authentication;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly events: EventBus;
}
