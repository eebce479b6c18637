/** One number of a metric; a histogram's have suffixes. */
export interface Sample {
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly suffix?: "_bucket" | "_sum" | "_count";
}

export interface Metric {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly help: string;
  readonly samples: readonly Sample[];
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", '"': '\\"' };
const escaped = (text: string, pattern: RegExp): string =>
  text.replace(pattern, found => escapes[found] ?? "");

function labelsOf(labels: Sample["labels"] = {}): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value, /[\\\n"]/g)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

/** "+Inf", "-Inf" and "NaN" have names of their own. */
const shown = (value: number): string =>
  Number.isFinite(value) || Number.isNaN(value) ? `${value}` : value > 0 ? "+Inf" : "-Inf";

/** The content type of what follows. */
export const expositionType = "text/plain; version=0.0.4; charset=utf-8";

/** Prometheus' text-based exposition format, version 0.0.4. Metrics without a sample are left out. */
export function exposition(metrics: readonly Metric[]): string {
  const blocks = metrics.map(({ name, type, help, samples }) => {
    if (samples.length === 0) return "";
    const lines = samples.map(
      ({ suffix = "", labels, value }) => `${name}${suffix}${labelsOf(labels)} ${shown(value)}\n`,
    );
    return `# HELP ${name} ${escaped(help, /[\\\n]/g)}\n# TYPE ${name} ${type}\n${lines.join("")}`;
  });
  return blocks.join("");
}
