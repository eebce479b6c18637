import type { Processor } from "../../machine/hardware.ts";
import type { QmpCpu } from "../qmp/protocol.ts";
import { type Monitor, number, type QomDevice, text } from "./devices.ts";

/** Sockets with what is in them. Their processors are all of one model. */
export async function readProcessors(monitor: Monitor): Promise<readonly Processor[]> {
  const cpus = await monitor.execute("query-cpus-fast", {});
  const [first] = cpus;
  if (!first) return [];
  const model = await modelOf(monitor, first);
  const sockets = [...new Set(cpus.map(socketOf))].sort((a, b) => a - b);
  return sockets.map(socket => {
    const threads = cpus.filter(cpu => socketOf(cpu) === socket);
    const cores = new Set(threads.map(coreOf)).size;
    return { socket, architecture: first.target, ...model, cores, threads: threads.length };
  });
}

const socketOf = ({ props }: QmpCpu): number => props?.["socket-id"] ?? 0;

/** Without a topology each is a core. */
const coreOf = ({ props, "cpu-index": index }: QmpCpu): string =>
  props?.["core-id"] === undefined
    ? `${index}`
    : `${props["die-id"] ?? 0}/${props["cluster-id"] ?? 0}/${props["core-id"]}`;

async function modelOf(monitor: Monitor, { "qom-path": path }: QmpCpu): Promise<Partial<Processor>> {
  const cpu: QomDevice = { path, type: "cpu", id: "cpu" };
  const [vendor, model] = await Promise.all([text(monitor, cpu, "vendor"), text(monitor, cpu, "model-id")]);
  const [family, modelNumber, stepping, frequency] = await Promise.all(
    ["family", "model", "stepping", "tsc-frequency"].map(name => number(monitor, cpu, name)),
  );
  return {
    ...(vendor !== undefined && { vendor }),
    ...(model !== undefined && { model: model.trim() }),
    ...(family !== undefined &&
      modelNumber !== undefined &&
      stepping !== undefined && { signature: { family, model: modelNumber, stepping } }),
    ...(frequency !== undefined && frequency > 0 && { frequency }),
  };
}
