import type { PowerState } from "../../server/events/events.ts";
import type { IconName } from "../components/icon-paths.ts";

/** What the page offers of ComputerSystem.Reset. */
export interface PowerAction {
  readonly resetType: string;
  readonly label: string;
  readonly icon: IconName;
  /** States in which it makes sense. */
  readonly states: readonly PowerState[];
  /** One line below the label in a menu. */
  readonly about?: string;
  /** What it costs, for what hurts: asked before it is done. */
  readonly warning?: string;
  /** Said once it is accepted, where nothing else shows it. */
  readonly accepted?: string;
}

export const powerActions = {
  on: { resetType: "On", label: "Power on", icon: "power", states: ["off", "crashed"] },
  shutDown: {
    resetType: "GracefulShutdown",
    label: "Shut down",
    icon: "moon",
    states: ["on"],
    accepted: "The guest has been asked to shut down.",
  },
  restart: {
    resetType: "GracefulRestart",
    label: "Restart",
    icon: "restart",
    states: ["on"],
    accepted: "The guest has been asked to shut down, and will then be started again.",
  },
  forceOff: {
    resetType: "ForceOff",
    label: "Force off",
    icon: "plug",
    states: ["on", "paused", "crashed"],
    about: "Cut the power",
    warning: "The guest is not asked. What it has not written to disk is lost.",
  },
  reset: {
    resetType: "ForceRestart",
    label: "Reset",
    icon: "zap",
    states: ["on", "paused"],
    about: "Press the reset button",
    warning: "The guest starts anew without being asked. What it has not written to disk is lost.",
  },
  powerCycle: {
    resetType: "PowerCycle",
    label: "Power cycle",
    icon: "cycle",
    states: ["on", "paused"],
    about: "Cut the power, then start cold",
    warning: "The power is cut for a moment. What the guest has not written to disk is lost.",
  },
  nmi: {
    resetType: "Nmi",
    label: "Send NMI",
    icon: "alert",
    states: ["on"],
    about: "Many systems answer with a crash dump",
    warning: "Most systems take a non-maskable interrupt as a crash: they write a dump and restart.",
    accepted: "The NMI has been sent.",
  },
  pause: { resetType: "Pause", label: "Pause", icon: "pause", states: ["on"], about: "Halt the CPUs" },
  resume: {
    resetType: "Resume",
    label: "Resume",
    icon: "play",
    states: ["paused"],
    about: "Let the CPUs go on",
  },
} satisfies Record<string, PowerAction>;
