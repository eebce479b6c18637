import { Type } from "typebox";
import type { PowerState } from "../../events/events.ts";
import type { PowerAction } from "../../machine/power-steps.ts";
import { action } from "../resource.ts";

const resetTypes = [
  "On",
  "ForceOn",
  "ForceOff",
  "GracefulShutdown",
  "GracefulRestart",
  "ForceRestart",
  "PowerCycle",
  "PushPowerButton",
  "Nmi",
  "Pause",
  "Resume",
] as const;
type ResetType = (typeof resetTypes)[number];

const actionFor: Record<ResetType, PowerAction> = {
  On: "on",
  ForceOn: "on",
  ForceOff: "off",
  GracefulShutdown: "soft",
  GracefulRestart: "gracefulRestart",
  ForceRestart: "reset",
  PowerCycle: "cycle",
  PushPowerButton: "powerButton",
  Nmi: "nmi",
  Pause: "pause",
  Resume: "resume",
};

/** Milliseconds that an answer may wait for the end of what was asked; what takes longer was begun. */
const patience = 10_000;

const isOff = (state: PowerState): boolean => state === "off" || state === "crashed";

/**
 * Those that end with a system that runs; one that is off has nothing to end first. The schema says so of
 * PowerCycle; DMTF's use-case checkers and clients that reboot into an installer expect it of ForceRestart, too.
 */
const restarts: ReadonlySet<ResetType> = new Set(["ForceRestart", "PowerCycle"]);

const powerAction = (resetType: ResetType, state: PowerState): PowerAction =>
  restarts.has(resetType) && isOff(state) ? "on" : actionFor[resetType];

/** Whether the guest decides how and when it ends; the caller then knows no more than that it was asked. */
const isUpToGuest = (powerAction: PowerAction, state: PowerState): boolean =>
  powerAction === "soft" ||
  powerAction === "gracefulRestart" ||
  (powerAction === "powerButton" && !isOff(state));

async function endWithin(milliseconds: number, end: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waited = new Promise<void>(resolve => {
    timer = setTimeout(resolve, milliseconds);
  });
  try {
    await Promise.race([end, waited]);
  } finally {
    clearTimeout(timer);
  }
}

const resetBy = (types: readonly ResetType[]) =>
  action({
    privilege: "ConfigureComponents",
    parameters: { ResetType: Type.Enum([...types]) },
    async handle({ machine }, { ResetType }, { origin }) {
      const state = machine.powerState;
      const wanted = powerAction(ResetType, state);
      const operation = await machine.power(wanted, origin);
      if (!isUpToGuest(wanted, state)) await endWithin(patience, operation.outcome);
    },
  });

export const systemReset = resetBy(resetTypes);

/** The chassis has its power with the system that fills it; what only a processor knows is none of its. */
export const chassisReset = resetBy(
  resetTypes.filter(type => type !== "Nmi" && type !== "Pause" && type !== "Resume"),
);
