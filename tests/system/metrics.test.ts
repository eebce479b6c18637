import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { quickGuest } from "../support/quick-guest.ts";
import { RunningBmc } from "../support/running-bmc.ts";

interface Panel {
  readonly id: number;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly expr: string }[];
}
const file = join(import.meta.dirname, "../../configs/grafana/qemu-bmc.json");
const dashboard = JSON.parse(readFileSync(file, "utf8")) as { readonly panels: readonly Panel[] };

let bmc: RunningBmc;
beforeAll(async () => {
  bmc = await RunningBmc.start({ QEMU_EXTRA_ARGS: quickGuest() });
  await bmc.guestPrints("login:");
});
afterAll(() => bmc.close());

const scrape = async () => (await bmc.download("/metrics")).toString();

it("a machine that runs tells what it does", async () => {
  await bmc.ipmitool("mc", "info");
  const text = await scrape();
  expect(text).toContain('qemu_bmc_power_state{state="on"} 1\n');
  expect(text).toContain('qemu_bmc_accelerator_info{accelerator="tcg"} 1\n');
  expect(text).toMatch(/^qemu_bmc_requests_total\{frontend="ipmi",status="0x00"\} [1-9]/m);
  expect(text).toMatch(/^qemu_bmc_console_bytes_total\{console="serial",direction="output"\} \d{3}/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d{8}/m);
});

it("every line is one of the text format", async () => {
  const name = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  const label = `[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\"n])*"`;
  const value = "(?:[-+]?\\d+(?:\\.\\d+)?(?:e[-+]?\\d+)?|[+-]Inf|NaN)";
  const sample = new RegExp(`^${name}(?:\\{${label}(?:,${label})*\\})? ${value}$`);
  const comment = new RegExp(`^# (?:HELP ${name} .+|TYPE ${name} (?:counter|gauge|histogram))$`);
  const lines = (await scrape()).split("\n");
  expect(lines.pop()).toBe("");
  expect(lines.filter(line => !sample.test(line) && !comment.test(line))).toEqual([]);
});

it("the dashboard shows only what there is, and all of it", async () => {
  const text = await scrape();
  const declared = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = "", type]) => ({
    name,
    type,
  }));
  const samples = new Set([...text.matchAll(/^([a-zA-Z_:]\w*)/gm)].map(([, name]) => name));
  const shown = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  const named = new Set(shown.flatMap(expr => expr.match(/\b(?:qemu_bmc|process|nodejs)_\w+/g) ?? []));
  expect([...named].filter(name => !samples.has(name))).toEqual([]);
  expect(shown.filter(expr => !/\b(?:qemu_bmc|process|nodejs)_\w+/.test(expr))).toEqual([]);
  const own = declared.filter(({ name }) => name.startsWith("qemu_bmc_"));
  const missing = own.filter(({ name, type }) => !named.has(type === "histogram" ? `${name}_bucket` : name));
  expect(missing).toEqual([]);
});

it("the dashboard's panels have a place each", () => {
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  const overlaps = dashboard.panels.flatMap(({ id, gridPos: a }) =>
    dashboard.panels.filter(
      ({ id: other, gridPos: b }) =>
        other > id && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h,
    ),
  );
  expect(overlaps).toEqual([]);
});
