import type { PowerState } from "../events/events.ts";

/** A sensor that knows states and no numbers: what the event log's entries name as their source. */
export interface DiscreteSensor<State extends string = string> {
  readonly number: number;
  /** At most 16 characters. */
  readonly name: string;
  /** IPMI 2.0 table 42-3. */
  readonly sensorType: number;
  /** Whether the states are those of the sensor type, or of the availability that many types share (table 42-2). */
  readonly eventType: typeof EventType.SensorSpecific | typeof EventType.Availability;
  /** IPMI 2.0 table 43-13. */
  readonly entity: { readonly id: number; readonly instance: number };
  /** The states that it tells of, as offsets of its event type. */
  readonly states: Readonly<Record<State, number>>;
  /** The state that holds at present; absent for a sensor that tells of moments only. */
  readonly present?: (power: PowerState) => NoInfer<State> | undefined;
}

export const EventType = { Threshold: 0x01, Limit: 0x05, Availability: 0x0a, SensorSpecific: 0x6f } as const;

const bmc = { id: 0x06, instance: 1 };
const systemBoard = { id: 0x07, instance: 1 };
const powerDomain = { id: 0x13, instance: 1 };
const operatingSystem = { id: 0x23, instance: 1 };

const sensor = <const State extends string>(
  declaration: Omit<DiscreteSensor<State>, "eventType"> & Partial<Pick<DiscreteSensor, "eventType">>,
): DiscreteSensor<State> => ({ eventType: EventType.SensorSpecific, ...declaration });

const isOn = (power: PowerState): boolean => power === "on" || power === "paused" || power === "poweringOff";

/** All discrete sensors. Their numbers begin where those of the analog ones can be no more. */
export const discreteSensors = {
  powerUnit: sensor({
    number: 0x40,
    name: "Power Unit",
    sensorType: 0x09,
    entity: powerDomain,
    states: { powerOff: 0, acLost: 4, softPowerControlFailure: 5, powerUnitFailure: 6 },
    present: power => (isOn(power) ? undefined : "powerOff"),
  }),
  acpiPower: sensor({
    number: 0x41,
    name: "ACPI Power State",
    sensorType: 0x22,
    entity: systemBoard,
    states: { working: 0, softOff: 5 },
    present: power => (isOn(power) ? "working" : "softOff"),
  }),
  systemRestart: sensor({
    number: 0x42,
    name: "System Restart",
    sensorType: 0x1d,
    entity: systemBoard,
    states: { powerUp: 0, hardReset: 1, pxeBoot: 3, osReset: 5 },
  }),
  criticalInterrupt: sensor({
    number: 0x43,
    name: "NMI",
    sensorType: 0x13,
    entity: systemBoard,
    states: { diagnosticInterrupt: 0 },
  }),
  watchdog: sensor({
    number: 0x44,
    name: "Watchdog",
    sensorType: 0x23,
    entity: bmc,
    states: { expired: 0, hardReset: 1, powerDown: 2, powerCycle: 3, interrupt: 8 },
  }),
  osStop: sensor({
    number: 0x45,
    name: "OS Stop",
    sensorType: 0x20,
    entity: operatingSystem,
    states: { criticalStop: 1, gracefulShutdown: 3, agentNotResponding: 5 },
  }),
  eventLogging: sensor({
    number: 0x46,
    name: "Event Log",
    sensorType: 0x10,
    entity: bmc,
    states: { cleared: 2, disabled: 3 },
  }),
  sessionAudit: sensor({
    number: 0x47,
    name: "Session Audit",
    sensorType: 0x2a,
    entity: bmc,
    states: { passwordsRefused: 3 },
  }),
  systemEvent: sensor({
    number: 0x48,
    name: "System Event",
    sensorType: 0x12,
    entity: bmc,
    states: { reconfigured: 0, bootOverride: 1, filterAction: 4, clockSet: 5 },
  }),
  management: sensor({
    number: 0x49,
    name: "BMC",
    sensorType: 0x28,
    eventType: EventType.Availability,
    entity: bmc,
    states: { running: 0 },
    present: () => "running",
  }),
} as const;
