import type { Severity } from "../events/events.ts";
import { EventType } from "./discrete-sensors.ts";
import { offsetOf, type SystemEvent } from "./event-log-record.ts";

/** Sensor types from 01h on (IPMI 2.0 table 42-3), in Redfish's spelling. */
const sensorTypes = [
  ...["Temperature", "Voltage", "Current", "Fan", "Physical Chassis Security"],
  ...["Platform Security Violation Attempt", "Processor", "Power Supply / Converter", "PowerUnit"],
  ...["CoolingDevice", "Other Units-based Sensor", "Memory", "Drive Slot/Bay", "POST Memory Resize"],
  ...["System Firmware Progress", "Event Logging Disabled", "Watchdog", "System Event"],
  ...["Critical Interrupt", "Button/Switch", "Module/Board", "Microcontroller/Coprocessor", "Add-in Card"],
  ...["Chassis", "ChipSet", "Other FRU", "Cable/Interconnect", "Terminator", "SystemBoot/Restart"],
  ...["Boot Error", "BaseOSBoot/InstallationStatus", "OS Stop/Shutdown", "Slot/Connector"],
  ...["System ACPI PowerState", "Watchdog", "Platform Alert", "Entity Presence", "Monitor ASIC/IC", "LAN"],
  ...["Management Subsystem Health", "Battery", "Session Audit", "Version Change", "FRUState"],
];

type State = readonly [name: string, severity: Severity];

const goes = (name: string, severity: Severity): readonly State[] =>
  ["low", "high"].map(direction => [`${name} - going ${direction}`, severity]);
const normal = (...names: readonly string[]): readonly State[] => names.map(name => [name, "OK"]);

/** The states that sensors of all types share, by event type (IPMI 2.0 table 42-2), in Redfish's spelling. */
const sharedStates: Readonly<Record<number, readonly State[]>> = {
  [EventType.Threshold]: [
    ...goes("Lower Non-critical", "Warning"),
    ...goes("Lower Critical", "Critical"),
    ...goes("Lower Non-recoverable", "Critical"),
    ...goes("Upper Non-critical", "Warning"),
    ...goes("Upper Critical", "Critical"),
    ...goes("Upper Non-recoverable", "Critical"),
  ],
  2: normal("Transition to Idle", "Transition to Active", "Transition to Busy"),
  3: normal("State Deasserted", "State Asserted"),
  4: [...normal("Predictive Failure deasserted"), ["Predictive Failure asserted", "Warning"]],
  [EventType.Limit]: [...normal("Limit Not Exceeded"), ["Limit Exceeded", "Warning"]],
  6: [...normal("Performance Met"), ["Performance Lags", "Warning"]],
  7: [
    ["Transition to OK", "OK"],
    ["Transition to Non-Critical from OK", "Warning"],
    ["Transition to Critical from less severe", "Critical"],
    ["Transition to Non-recoverable from less severe", "Critical"],
    ["Transition to Non-Critical from more severe", "Warning"],
    ["Transition to Critical from Non-recoverable", "Critical"],
    ["Transition to Non-recoverable", "Critical"],
    ...normal("Monitor", "Informational"),
  ],
  8: normal("Device Removed / Device Absent", "Device Inserted / Device Present"),
  9: normal("Device Disabled", "Device Enabled"),
  [EventType.Availability]: [
    ...normal("Transition to Running", "Transition to In Test", "Transition to Power Off"),
    ...normal("Transition to On Line", "Transition to Off Line", "Transition to Off Duty"),
    ["Transition to Degraded", "Warning"],
    ["Transition to Power Save", "OK"],
    ["Install Error", "Warning"],
  ],
  11: [
    ["Fully Redundant", "OK"],
    ["Redundancy Lost", "Warning"],
    ["Redundancy Degraded", "Warning"],
    ["Non-redundant:Sufficient Resources from Redundant", "Warning"],
    ["Non-redundant:Sufficient Resources from Insufficient Resources", "Warning"],
    ["Non-redundant:Insufficient Resources", "Critical"],
    ["Redundancy Degraded from Fully Redundant", "Warning"],
    ["Redundancy Degraded from Non-redundant", "Warning"],
  ],
  12: normal("D0 Power State", "D1 Power State", "D2 Power State", "D3 Power State"),
};

/** How bad the states of a sensor type are that are not just news, by sensor type and offset. */
const specificSeverities: Readonly<Record<number, Readonly<Record<number, Severity>>>> = {
  7: { 0: "Critical", 1: "Critical", 2: "Critical", 5: "Warning", 10: "Warning", 11: "Critical" },
  8: { 1: "Critical", 2: "Warning", 3: "Critical", 6: "Warning" },
  9: { 4: "Warning", 5: "Warning", 6: "Critical", 7: "Warning" },
  12: { 0: "Warning", 1: "Critical", 2: "Warning", 3: "Warning", 5: "Warning", 10: "Critical" },
  13: { 1: "Critical", 2: "Warning", 5: "Critical", 6: "Critical" },
  15: { 0: "Critical", 1: "Warning" },
  19: { 4: "Critical", 5: "Critical", 6: "Critical", 7: "Warning", 8: "Critical", 10: "Critical" },
  30: { 0: "Warning", 1: "Warning", 2: "Warning", 3: "Critical", 4: "Warning" },
  32: { 0: "Critical", 1: "Critical", 5: "Warning" },
  35: { 1: "Critical", 2: "Critical", 3: "Critical" },
  41: { 0: "Warning", 1: "Critical" },
};

export const sensorTypeName = (sensorType: number): string => sensorTypes[sensorType - 1] ?? "OEM";

/** The name of an event's state where its event type gives it one. */
export function stateName(event: SystemEvent): string | undefined {
  return sharedStates[event.eventType]?.[offsetOf(event)]?.[0];
}

export function severityOf(event: SystemEvent): Severity {
  if (!event.asserted) return "OK";
  const shared = sharedStates[event.eventType]?.[offsetOf(event)]?.[1];
  return shared ?? specificSeverities[event.sensorType]?.[offsetOf(event)] ?? "OK";
}

const hex = (byte: number): string => byte.toString(16).padStart(2, "0").toUpperCase();

/** What an event of somebody else's sensor says to a person. */
export function wordsFor(event: SystemEvent): string {
  const state = stateName(event) ?? `state ${offsetOf(event)}`;
  const direction = event.asserted ? "" : " no longer";
  const source = `${sensorTypeName(event.sensorType)}, sensor ${hex(event.sensorNumber)}h`;
  return `${source}${direction}: ${state} (${event.data.map(hex).join(" ")})`;
}
