import type { EventMessage, EventsMessage, Json, Snapshot } from "../../server/web/messages.ts";

export type MachineState = Json<Snapshot>;
export type MachineEvent = Json<EventMessage>;

/** The state after a message, from the state before it. */
export function stateAfter(
  state: MachineState | undefined,
  message: Json<EventsMessage>,
): MachineState | undefined {
  if (message.type === "snapshot") return message;
  if (!state) return undefined;
  if (message.type === "consoles") return { ...state, consoles: message };
  switch (message.type) {
    case "powerChanged":
      return message.to === "on" && message.from === "poweringOn"
        ? { ...state, powerState: message.to, lastBootAt: message.at, bootCause: message.cause }
        : { ...state, powerState: message.to };
    case "machineReset":
      return { ...state, lastBootAt: message.at, bootCause: message.cause };
    case "bootOverrideChanged":
      return { ...state, bootOverride: message.bootOverride };
    case "bootOverrideUsed":
      return { ...state, bootOverride: { ...state.bootOverride, enabled: "disabled", target: "none" } };
    case "identifyChanged":
      return { ...state, identify: message.identify };
    case "restorePolicyChanged":
      return { ...state, restorePolicy: message.restorePolicy };
    case "acceleratorChosen":
      return { ...state, facts: { ...state.facts, accelerator: message.accelerator } };
    case "networkModeChanged":
      return { ...state, facts: { ...state.facts, network: message.network } };
    default:
      return state;
  }
}
