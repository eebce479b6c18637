import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { ipmiUnderTest } from "../support/ipmi-under-test.ts";

const sessionCount = 100_000;
const roundCount = 10;
/** Bytes that the heap may have grown by; to forget 20 bytes with each session makes 1.8 MB. */
const growthBound = 2 ** 20;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const settledHeap = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

it("keeps nothing of 100,000 sessions", { timeout: 120_000 }, async () => {
  const { bmc, logins, clock, connect, seen } = await ipmiUnderTest();
  const console = connect("admin", { suite: 3 });
  const idBytes = () => {
    const data = Buffer.alloc(4);
    data.writeUInt32LE(console.bmcSessionId);
    return [...data];
  };
  const cycle = (isClosed: boolean) => {
    clock.milliseconds += 2000;
    console.sequence = 0;
    console.login();
    if (isClosed) console.command(0x06, 0x3c, idBytes());
    console.received.length = 0;
    seen.length = 0;
  };
  const round = () => {
    // Three of four are left alone and end by their time-out.
    for (let session = 0; session < sessionCount / roundCount; session += 1) cycle(session % 4 === 0);
  };
  round();
  const before = settledHeap();
  for (let count = 1; count < roundCount; count += 1) round();
  console.received.length = 0;
  expect(settledHeap() - before).toBeLessThan(growthBound);
  expect(bmc.sessions.list().length).toBeLessThanOrEqual(60_000 / 2000);
  expect(logins.size).toBeLessThanOrEqual(10_000 / 2000);
  clock.milliseconds += 60_000;
  expect([bmc.sessions.list().length, logins.size]).toEqual([0, 0]);
});
