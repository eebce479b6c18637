import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RunningBmc } from "../../support/running-bmc.ts";
import { type Answer, run, type Target } from "./client.ts";
import type { Look, Row, Section } from "./row.ts";

const guestHasBooted = "login:";
const doorsAreOpen = "Page and Redfish";
const host = "127.0.0.1";
const wellKnownPort = 623;
const repeatInterval = 250;

function title({ client, words, refusedBecause }: Row): string {
  const line = [client.name, ...words.map(word => word || '""')].join(" ");
  return refusedBecause ? `${line} is refused: ${refusedBecause}` : `${line} works`;
}

const holds = (look: Look, output: string): boolean =>
  look instanceof RegExp ? look.test(output) : look(output);

async function answerTo(row: Row, target: Target): Promise<Answer> {
  const line = row.client.commandLine(target, row.words);
  const deadline = performance.now() + row.seconds * 1000;
  for (;;) {
    const answer = await run(target, line, row.seconds);
    if (!row.repeated || flaws(row, answer).length === 0 || performance.now() > deadline) return answer;
    await sleep(repeatInterval);
  }
}

function flaws(row: Row, { output, exitCode, seconds }: Answer): readonly string[] {
  const mustFail = row.refusedBecause !== undefined && row.exitCode !== 0;
  const asExpected = mustFail ? exitCode !== 0 : exitCode === row.exitCode;
  return [
    ...row.shows.filter(look => !holds(look, output)).map(look => `does not show ${look}`),
    ...row.hides.filter(look => holds(look, output)).map(look => `shows ${look}`),
    ...(asExpected ? [] : [`exit code ${exitCode}`]),
    ...(seconds > row.seconds ? [`took ${seconds.toFixed(1)} s`] : []),
  ];
}

export interface BatteryOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** A network namespace for BMC and clients, where the BMC has the port that IPMI is known by. */
  readonly namespace?: string;
}

/** Runs the rows in their order against one BMC with a real guest. */
export function battery(sections: readonly Section[], { env = {}, namespace }: BatteryOptions = {}): void {
  let folder: string;
  let bmc: RunningBmc;
  let target: Target;
  let bootSince = 0;
  let restartSince = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "battery-"));
    writeFileSync(join(folder, "exec.txt"), "chassis power status\nmc info\n");
    if (namespace) {
      bmc = await RunningBmc.startIn(namespace, { ...env, IPMI_PORT: `${wellKnownPort}` });
      target = { host, port: wellKnownPort, folder, prefix: ["ip", "netns", "exec", namespace] };
    } else {
      bmc = await RunningBmc.start(env);
      target = { host, port: bmc.ipmiPort, folder };
    }
  });
  afterAll(async () => {
    await bmc?.close();
    rmSync(folder, { recursive: true });
  });

  async function prove(row: Row): Promise<void> {
    if (row.afterBoot) await bmc.guestPrints(guestHasBooted, bootSince, 90);
    if (row.afterRestart) await bmc.logs(doorsAreOpen, 30, restartSince);
    if (row.restarts) restartSince = bmc.log.length;
    if (row.boots) bootSince = bmc.serialLog.length;
    const answer = await answerTo(row, target);
    expect(flaws(row, answer), answer.output).toEqual([]);
  }

  for (const { name, rows } of sections) {
    describe(name, () => {
      for (const row of rows) it(title(row), () => prove(row));
    });
  }
}
