import { readdirSync } from "node:fs";
import type { MetricDeclaration } from "./declaration.ts";

/** The BMC's own process, under the names that Prometheus' client libraries have agreed on. */
export const processMetrics: readonly MetricDeclaration[] = [
  {
    name: "process_cpu_seconds_total",
    type: "counter",
    help: "Processor time of the BMC's process.",
    read() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
  },
  {
    name: "process_resident_memory_bytes",
    type: "gauge",
    help: "Memory of the BMC's process.",
    read: () => process.memoryUsage.rss(),
  },
  {
    name: "process_start_time_seconds",
    type: "gauge",
    help: "When the BMC's process started, in seconds since the epoch.",
    read: () => performance.timeOrigin / 1000,
  },
  {
    name: "process_open_fds",
    type: "gauge",
    help: "Open files of the BMC's process.",
    read: () => readdirSync("/proc/self/fd").length,
  },
  {
    name: "nodejs_heap_size_used_bytes",
    type: "gauge",
    help: "Memory that the BMC's own objects take.",
    read: () => process.memoryUsage().heapUsed,
  },
  {
    name: "qemu_bmc_event_loop_delay_seconds",
    type: "histogram",
    help: "How late the BMC gets round to what is due, looked at every 100 ms.",
    read: ({ loopDelay }) => loopDelay.samples,
  },
];
