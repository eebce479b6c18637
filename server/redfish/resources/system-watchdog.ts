import { type Static, Type } from "typebox";
import type { WatchdogAction, WatchdogInterrupt } from "../../events/events.ts";
import type { Watchdog } from "../../machine/watchdog.ts";
import {
  type computerSystemProperties,
  watchdogTimeoutAction,
  watchdogWarningAction,
} from "../schemas/computer-system.ts";

type WarningAction = Static<typeof watchdogWarningAction>;
type TimeoutAction = Static<typeof watchdogTimeoutAction>;

const interrupts: Record<WarningAction, WatchdogInterrupt> = {
  None: "none",
  DiagnosticInterrupt: "nmi",
  MessagingInterrupt: "messaging",
};
const warningActions: Record<WatchdogInterrupt, WarningAction> = {
  none: "None",
  nmi: "DiagnosticInterrupt",
  messaging: "MessagingInterrupt",
};
const actions: Record<TimeoutAction, WatchdogAction> = {
  None: "none",
  ResetSystem: "reset",
  PowerDown: "off",
  PowerCycle: "cycle",
};
const timeoutActions: Record<WatchdogAction, TimeoutAction> = {
  none: "None",
  reset: "ResetSystem",
  off: "PowerDown",
  cycle: "PowerCycle",
};

export const watchdogChanges = Type.Partial(
  Type.Object({
    FunctionEnabled: Type.Boolean(),
    WarningAction: watchdogWarningAction,
    TimeoutAction: watchdogTimeoutAction,
  }),
);

/** The machine's watchdog timer as the HostWatchdogTimer object of a ComputerSystem. */
export function watchdogView({
  enabled,
  running,
  settings,
}: Watchdog): Static<(typeof computerSystemProperties)["HostWatchdogTimer"]> {
  const armed = running ? "Enabled" : "StandbyOffline";
  return {
    FunctionEnabled: enabled,
    WarningAction: warningActions[settings.interrupt],
    TimeoutAction: timeoutActions[settings.action],
    Status: { State: enabled ? armed : "Disabled", Health: "OK" },
  };
}

export function changedWatchdog({
  FunctionEnabled,
  WarningAction,
  TimeoutAction,
}: Static<typeof watchdogChanges>): Parameters<Watchdog["change"]>[0] {
  return {
    ...(FunctionEnabled !== undefined && { enabled: FunctionEnabled }),
    ...(WarningAction && { interrupt: interrupts[WarningAction] }),
    ...(TimeoutAction && { action: actions[TimeoutAction] }),
  };
}
