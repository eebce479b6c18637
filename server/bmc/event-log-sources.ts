import type { EventBus, Unsubscribe } from "../events/bus.ts";
import type {
  EventName,
  Events,
  Origin,
  PowerCause,
  PowerState,
  Severity,
  WatchdogAction,
  WatchdogInterrupt,
  WatchdogUse,
} from "../events/events.ts";
import { type DiscreteSensor, discreteSensors } from "./discrete-sensors.ts";
import type { EventReceiver, TellingEvent } from "./event-log-receiver.ts";
import { eventOf } from "./event-log-record.ts";
import { limitExceeded, thresholdCrossed } from "./event-log-sensors.ts";

const sensors = discreteSensors;

type Details = Parameters<typeof eventOf>[2] & Pick<TellingEvent, "created">;

function tell<State extends string>(
  sensor: DiscreteSensor<State>,
  state: NoInfer<State>,
  [severity, message]: readonly [Severity, string],
  { created, ...details }: Details = {},
): TellingEvent {
  return {
    ...eventOf(sensor, state, details),
    severity,
    message,
    ...(created !== undefined && { created }),
  };
}

const by = ({ via, user }: Origin): string => (user === undefined ? via : `${user} over ${via}`);

const reasons: Record<PowerCause, (origin: Origin) => string> = {
  command: origin => `by ${by(origin)}`,
  powerButton: origin => `power button, by ${by(origin)}`,
  restorePolicy: () => "by the restore policy",
  guestShutdown: () => "the guest shut down",
  guestReset: () => "the guest rebooted",
  panic: () => "the guest panicked",
  watchdog: () => "by the watchdog",
  hypervisorDied: () => "QEMU ended",
  hostShutdown: () => "its host ends",
  hypervisorCommand: () => "by QEMU",
  adopted: () => "found so",
  failed: () => "an operation failed",
};

const wasOff = (from: PowerState): boolean => from === "off" || from === "poweringOn" || from === "crashed";

function powerChanged({ from, to, cause, origin, detail }: Events["powerChanged"]): readonly TellingEvent[] {
  if (cause === "adopted") return [];
  const why = reasons[cause](origin);
  if (to === "on" && wasOff(from)) return poweredOn(cause, why);
  if (to === "off" && !wasOff(from)) return poweredOff(cause, why);
  if (to !== "crashed") return [];
  const message = `Crashed: ${detail ?? why}`;
  return [
    tell(sensors.powerUnit, "powerUnitFailure", ["Critical", message]),
    tell(sensors.acpiPower, "softOff", ["Critical", message]),
  ];
}

function poweredOn(cause: PowerCause, why: string): readonly TellingEvent[] {
  const mainsBack = ["OK", "Mains power is there."] as const;
  return [
    ...(cause === "restorePolicy" ? [tell(sensors.powerUnit, "acLost", mainsBack, { asserted: false })] : []),
    tell(sensors.acpiPower, "working", ["OK", `Power on (${why}).`]),
    tell(sensors.systemRestart, "powerUp", ["OK", `The system starts (${why}).`]),
  ];
}

function poweredOff(cause: PowerCause, why: string): readonly TellingEvent[] {
  const shutDown = ["OK", "The guest's system shut down."] as const;
  return [
    ...(cause === "guestShutdown" ? [tell(sensors.osStop, "gracefulShutdown", shutDown)] : []),
    tell(sensors.powerUnit, "powerOff", ["OK", `Power off (${why}).`]),
    tell(sensors.acpiPower, "softOff", ["OK", `The system is off (${why}).`]),
  ];
}

const watchdogStates = {
  none: "expired",
  reset: "hardReset",
  off: "powerDown",
  cycle: "powerCycle",
} as const satisfies Record<WatchdogAction, keyof typeof sensors.watchdog.states>;

/** Event data 2 of a Watchdog 2 sensor: what the timer was used for, and in the high half its interrupt. */
const watchdogUses: Record<WatchdogUse, number> = { biosFrb2: 1, biosPost: 2, osLoad: 3, smsOs: 4, oem: 5 };
const watchdogInterrupts: Record<WatchdogInterrupt, number> = { none: 0x00, nmi: 0x20, messaging: 0x30 };

/** Event data 2 of a clock synchronization: the first or the second of the pair, of the event log's clock. */
const clockPair = { before: 0x00, after: 0x80 };

/** What becomes an entry of the event log, and which. */
const sources: { readonly [N in EventName]?: (payload: Events[N]) => readonly TellingEvent[] } = {
  powerChanged,
  machineReset: ({ cause, origin }) => [
    tell(sensors.systemRestart, cause === "guestReset" ? "osReset" : "hardReset", [
      "OK",
      `Reset (${reasons[cause](origin)}).`,
    ]),
  ],
  shutdownIgnored: ({ seconds }) => [
    tell(sensors.osStop, "agentNotResponding", ["Warning", `The guest did not shut down in ${seconds} s.`]),
  ],
  powerOperationFailed: ({ action, detail }) => [
    tell(sensors.powerUnit, "softPowerControlFailure", ["Warning", `Power ${action} failed: ${detail}`]),
  ],
  guestPanicked: ({ detail }) => [
    tell(sensors.osStop, "criticalStop", [
      "Critical",
      detail === undefined ? "The guest panicked." : `The guest panicked: ${detail}`,
    ]),
  ],
  nmiInjected: ({ origin }) => [
    tell(sensors.criticalInterrupt, "diagnosticInterrupt", ["Warning", `NMI (by ${by(origin)}).`]),
  ],
  bootOverrideUsed: ({ target }) => [
    target === "pxe"
      ? tell(sensors.systemRestart, "pxeBoot", ["OK", "The boot override was used: pxe."])
      : tell(sensors.systemEvent, "bootOverride", ["OK", `The boot override was used: ${target}.`]),
  ],
  machineSettingsApplied: ({ settings }) => [
    tell(sensors.systemEvent, "reconfigured", [
      "OK",
      `The machine has new settings: ${Object.keys(settings).join(", ")}.`,
    ]),
  ],
  sensorThresholdCrossed: thresholdCrossed,
  sensorLimitExceeded: limitExceeded,
  watchdogPreTimeout: ({ use, interrupt, secondsLeft, logged }) =>
    logged
      ? [
          tell(
            sensors.watchdog,
            "interrupt",
            ["Warning", `The watchdog (${use}) expires in ${secondsLeft} s.`],
            { data2: watchdogInterrupts[interrupt] | watchdogUses[use] },
          ),
        ]
      : [],
  watchdogExpired: ({ use, action, logged }) =>
    logged
      ? [
          tell(
            sensors.watchdog,
            watchdogStates[action],
            ["Critical", `The watchdog expired (${use}); action: ${action}.`],
            { data2: watchdogUses[use] },
          ),
        ]
      : [],
  loginsLocked: ({ subject, seconds }) => [
    tell(sensors.sessionAudit, "passwordsRefused", [
      "Warning",
      `Too many wrong passwords: logins of ${subject} are refused for ${seconds} s.`,
    ]),
  ],
  firmwareChanged: ({ change, name, origin }) => [
    tell(sensors.systemEvent, "reconfigured", [
      "OK",
      change === "replaced"
        ? `UEFI firmware from the next cold start on: ${name} (by ${by(origin)}).`
        : `UEFI firmware from the next cold start on: the installed one (by ${by(origin)}).`,
    ]),
  ],
  clockSet({ from, to, origin }) {
    const news = ["OK", `The clock was set by ${by(origin)}.`] as const;
    return [
      tell(sensors.systemEvent, "clockSet", news, { data2: clockPair.before, created: from }),
      tell(sensors.systemEvent, "clockSet", news, { data2: clockPair.after, created: to }),
    ];
  },
};

/**
 * From now on the BMC's own events go to the receiver.
 * @returns what ends that
 */
export function tellEvents(events: EventBus, receiver: EventReceiver): Unsubscribe {
  const listen = <N extends EventName>(name: N): Unsubscribe => {
    const source = sources[name] ?? (() => []);
    return events.on(name, payload => {
      if (!receiver.takesOwn) return;
      for (const event of source(payload)) receiver.receive(event);
    });
  };
  const listeners = Object.keys(sources).map(name => listen(name as EventName));
  return () => {
    for (const unsubscribe of listeners) unsubscribe();
  };
}

/** The first event of a BMC that starts. */
export const bmcStarted: TellingEvent = tell(sensors.management, "running", ["OK", "The BMC started."]);
