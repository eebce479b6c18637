import type { Quantity } from "../bmc/sensors/sensor-declaration.ts";
import type { PowerState, Severity } from "../events/events.ts";
import type { MetricDeclaration } from "./declaration.ts";

const powerStates: readonly PowerState[] = ["off", "poweringOn", "on", "paused", "poweringOff", "crashed"];
const severities: Record<Severity, number> = { OK: 0, Warning: 1, Critical: 2 };
const gauge = "gauge" as const;
const counter = "counter" as const;

interface QuantityMetric {
  readonly quantity: Quantity;
  readonly name: string;
  readonly help: string;
  /** Of the sensor's unit, how many make one of the metric's. */
  readonly divisor?: number;
}

const quantities: readonly QuantityMetric[] = [
  { quantity: "temperature", name: "qemu_bmc_temperature_celsius", help: "Temperatures." },
  { quantity: "rotation", name: "qemu_bmc_fan_speed_rpm", help: "Fans, in revolutions per minute." },
  { quantity: "power", name: "qemu_bmc_power_watts", help: "Power that the machine takes." },
  { quantity: "voltage", name: "qemu_bmc_voltage_volts", help: "Voltages." },
  {
    ...{ quantity: "utilization", name: "qemu_bmc_utilization_ratio", divisor: 100 },
    help: "How much of a part of the machine is in use, 0 to 1.",
  },
  {
    ...{ quantity: "throughput", name: "qemu_bmc_throughput_bytes_per_second", divisor: 1e-6 },
    help: "What goes through the machine's disks.",
  },
  {
    ...{ quantity: "packetRate", name: "qemu_bmc_network_packets_per_second" },
    help: "What goes through the machine's network cards.",
  },
];

/** One metric for each kind of reading; a sensor without a reading is not there. */
const readings = quantities.map(
  ({ quantity, name, help, divisor = 1 }): MetricDeclaration => ({
    ...{ name, help, type: gauge },
    read: ({ sensors }) =>
      sensors.list.flatMap(({ declaration, reading }) =>
        declaration.quantity === quantity && reading !== undefined
          ? [{ labels: { sensor: declaration.name }, value: reading / divisor }]
          : [],
      ),
  }),
);

/** The machine and its sensors. */
export const machineMetrics: readonly MetricDeclaration[] = [
  {
    name: "qemu_bmc_power_state",
    type: gauge,
    help: "1 for the machine's power state, 0 for all others.",
    read: ({ machine }) =>
      powerStates.map(state => ({ labels: { state }, value: Number(machine.powerState === state) })),
  },
  {
    name: "qemu_bmc_boots_total",
    type: counter,
    help: "Boots since the BMC started: after the machine was off (cold), and after a reset (warm).",
    read: ({ eventCounts }) => eventCounts.boots.list().map(([kind, value]) => ({ labels: { kind }, value })),
  },
  {
    name: "qemu_bmc_accelerator_info",
    type: gauge,
    help: "1 for the accelerator that runs the machine.",
    read({ machine }) {
      const { accelerator } = machine.facts;
      return accelerator && [{ labels: { accelerator: accelerator.name }, value: 1 }];
    },
  },
  {
    name: "qemu_bmc_machine_cpu_seconds_total",
    type: counter,
    help: "Processor time that QEMU has taken of the host.",
    read: ({ machine }) => machine.usage?.cpuSeconds,
  },
  {
    name: "qemu_bmc_machine_memory_bytes",
    type: gauge,
    help: "What the host holds of the guest's memory.",
    read: ({ machine }) => machine.usage?.memoryBytes,
  },
  {
    name: "qemu_bmc_machine_disk_read_bytes_total",
    type: counter,
    help: "What QEMU has read from the machine's disks.",
    read: ({ machine }) => machine.usage?.bytesRead,
  },
  {
    name: "qemu_bmc_machine_disk_written_bytes_total",
    type: counter,
    help: "What QEMU has written to the machine's disks.",
    read: ({ machine }) => machine.usage?.bytesWritten,
  },
  ...readings,
  {
    name: "qemu_bmc_sensor_severity",
    type: gauge,
    help: "0 where all is well, 1 beyond a non-critical threshold, 2 beyond a critical one.",
    read: ({ sensors }) =>
      sensors.list.map(({ declaration, severity }) => ({
        labels: { sensor: declaration.name },
        value: severities[severity],
      })),
  },
];
