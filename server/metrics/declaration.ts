import type { MetricsContext } from "./context.ts";
import type { EventCounts } from "./event-counts.ts";
import type { Metric, Sample } from "./exposition.ts";
import type { LoopDelay } from "./loop-delay.ts";

/** What a declaration reads from. */
export interface MetricSources extends MetricsContext {
  readonly eventCounts: EventCounts;
  readonly loopDelay: LoopDelay;
}

/** One metric: names and units as Prometheus' conventions have them, seconds and bytes. */
export interface MetricDeclaration extends Omit<Metric, "samples"> {
  /** Nothing where it is not known at present. */
  readonly read: (sources: MetricSources) => number | readonly Sample[] | undefined;
}

export function measured({ read, ...declared }: MetricDeclaration, sources: MetricSources): Metric {
  const value = read(sources) ?? [];
  return { ...declared, samples: typeof value === "number" ? [{ value }] : value };
}
