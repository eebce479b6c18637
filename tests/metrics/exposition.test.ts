import { expect, it } from "vitest";
import { exposition } from "../../server/metrics/exposition.ts";
import { LoopDelay } from "../../server/metrics/loop-delay.ts";

it("writes help, type and samples, and escapes what would end a line or a label", () => {
  const text = exposition([
    {
      ...{ name: "things_total", type: "counter", help: "A \\ and\na line." },
      samples: [
        { value: 3, labels: { name: 'a "b" \\ c\nd', kind: "x" } },
        { value: Number.POSITIVE_INFINITY },
      ],
    },
  ]);
  expect(text).toBe(
    [
      "# HELP things_total A \\\\ and\\na line.",
      "# TYPE things_total counter",
      'things_total{name="a \\"b\\" \\\\ c\\nd",kind="x"} 3',
      "things_total +Inf",
      "",
    ].join("\n"),
  );
});

it("leaves out a metric of which nothing is known", () => {
  expect(exposition([{ name: "a", type: "gauge", help: "A.", samples: [] }])).toBe("");
});

it("counts a delay in each bucket that it fits in", () => {
  const delay = new LoopDelay();
  for (const seconds of [0.0004, 0.02, 3]) delay.add(seconds);
  const bucket = (le: string) => delay.samples.find(({ labels }) => labels?.le === le)?.value;
  expect(["0.001", "0.01", "0.025", "1", "+Inf"].map(bucket)).toEqual([1, 1, 2, 2, 3]);
  expect(delay.samples.slice(-2).map(({ suffix, value }) => [suffix, value])).toEqual([
    ["_sum", 3.0204],
    ["_count", 3],
  ]);
});
