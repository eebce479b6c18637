import type { Static } from "typebox";
import type { PowerState } from "../../events/events.ts";
import type { powerState, status } from "../properties.ts";

interface PowerView {
  readonly PowerState: Static<typeof powerState>;
  readonly Status: Static<typeof status>;
}

const views: Record<PowerState, PowerView> = {
  off: { PowerState: "Off", Status: { State: "StandbyOffline", Health: "OK" } },
  poweringOn: { PowerState: "PoweringOn", Status: { State: "Starting", Health: "OK" } },
  on: { PowerState: "On", Status: { State: "Enabled", Health: "OK" } },
  paused: { PowerState: "Paused", Status: { State: "Quiesced", Health: "OK" } },
  poweringOff: { PowerState: "PoweringOff", Status: { State: "Enabled", Health: "OK" } },
  crashed: { PowerState: "Off", Status: { State: "StandbyOffline", Health: "Critical" } },
};

/** The machine's power state in Redfish's words: of the system, and of the chassis that it fills. */
export const powerView = (powerState: PowerState): PowerView => views[powerState];
