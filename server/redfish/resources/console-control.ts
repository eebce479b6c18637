import type { Static } from "typebox";
import { type ConsoleControl, ControlRefused } from "../../bmc/consoles/console-control.ts";
import { type Party, partyOf } from "../../bmc/consoles/party.ts";
import type { Origin } from "../../events/events.ts";
import type { RedfishContext } from "../context.ts";
import { RedfishError } from "../errors.ts";
import { because, message } from "../message.ts";
import { oemActions } from "../oem.ts";
import { action, type Request } from "../resource.ts";

type Change = Static<typeof oemActions.ChangeConsoleControl.parameters.Change>;

const changes: Record<Change, (control: ConsoleControl, party: Party, origin: Origin) => void> = {
  Ask: (control, party, origin) => control.ask(party, origin),
  Take: (control, party, origin) => control.take(party, origin),
  Give: (control, party, origin) => control.give(party, origin),
  Keep: (control, party, origin) => control.keep(party, origin),
  Release: (control, party, origin) => control.release(party, origin),
};

/** Who asks is known by its session: the page's consoles, and whatever else logged in with it. */
export const changeConsoleControl = action({
  privilege: "ConfigureComponents",
  parameters: oemActions.ChangeConsoleControl.parameters,
  handle({ viewers }, { Change }, { principal, address, origin }) {
    if (principal) told(() => changes[Change](viewers.control, partyOf(principal, address), origin));
    return undefined;
  },
});

/** Whoever has the control of the consoles has it of all that types. @throws RedfishError 409 */
export function requireControl({ viewers }: RedfishContext, { principal, address }: Request): void {
  if (principal) told(() => viewers.control.requireControl(partyOf(principal, address)));
}

function told(work: () => void): void {
  try {
    work();
  } catch (error) {
    throw error instanceof ControlRefused ? refusal(error) : error;
  }
}

const refusal = (error: ControlRefused): RedfishError =>
  error.forbidden
    ? new RedfishError(403, because(error.message, message("InsufficientPrivilege")))
    : new RedfishError(409, because(error.message, message("ResourceInUse")));
