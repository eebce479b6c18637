import type { PowerState } from "../events/events.ts";

export const powerActions = [
  "on",
  "off",
  "soft",
  "reset",
  "cycle",
  "gracefulRestart",
  "powerButton",
  "nmi",
  "pause",
  "resume",
] as const;
export type PowerAction = (typeof powerActions)[number];

/**
 * - `press`: press the ACPI power button and watch for the guest to follow
 * - `pressThenStart`: the same, and start again once it is off
 * - `rest`: stay off long enough for the far ends of consoles and links to notice
 */
export type PowerStep =
  | "start"
  | "stop"
  | "rest"
  | "reset"
  | "resume"
  | "pause"
  | "press"
  | "pressThenStart"
  | "injectNmi";

/** The states in which the machine stays by itself; the others last only as long as an operation. */
export type SettledState = Exclude<PowerState, "poweringOn" | "poweringOff">;

/**
 * State × action → steps. No entry: the state does not allow the action. No steps: it is so already.
 */
export const powerSteps: Record<PowerAction, Partial<Record<SettledState, readonly PowerStep[]>>> = {
  on: { off: ["start"], crashed: ["start"], paused: ["resume"], on: [] },
  off: { on: ["stop"], paused: ["stop"], crashed: ["stop"], off: [] },
  soft: { on: ["press"], off: [] },
  reset: { on: ["reset"], paused: ["reset", "resume"] },
  cycle: { on: ["stop", "rest", "start"], paused: ["stop", "rest", "start"] },
  gracefulRestart: { on: ["pressThenStart"] },
  powerButton: { on: ["press"], off: ["start"], crashed: ["start"] },
  nmi: { on: ["injectNmi"] },
  pause: { on: ["pause"], paused: [] },
  resume: { paused: ["resume"], on: [] },
};
