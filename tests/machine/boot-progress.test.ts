import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Origin } from "../../server/events/events.ts";
import { fakeMachine } from "../support/fake-machine.ts";

const tester: Origin = { via: "test" };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function started() {
  const parts = fakeMachine();
  await (await parts.machine.power("on", tester)).outcome;
  return { ...parts, progress: parts.machine.bootProgress };
}
const later = (milliseconds: number): void => {
  vi.setSystemTime(Date.now() + milliseconds);
};

describe("the progress of a boot", () => {
  it("is nothing while the machine is off, whatever its firmware said last", async () => {
    const { machine, progress } = await started();
    await (await machine.power("off", tester)).outcome;
    progress.reached("osBootStarted");
    progress.operatingSystemSeen();
    expect(progress.stage).toBe("none");
  });

  it("goes from stage to stage, each with its time, and tells of each", async () => {
    const { progress, seen } = await started();
    expect(progress.stage).toBe("processorStarted");
    later(500);
    progress.reached("hardwareReady");
    progress.reached("pciConfigured");
    expect([progress.stage, progress.at]).toEqual(["hardwareReady", Date.now()]);
    later(1500);
    progress.reached("osBootStarted");
    later(4000);
    progress.operatingSystemSeen();
    expect([progress.stage, progress.lastBootSeconds]).toEqual(["osRunning", 6]);
    await Promise.resolve();
    const told = seen.filter(({ name }) => name === "bootProgressChanged").map(({ payload }) => payload);
    expect(told).toEqual([
      { stage: "processorStarted" },
      { stage: "hardwareReady" },
      { stage: "osBootStarted" },
      { stage: "osRunning" },
    ]);
  });

  it("goes back when what was started is no operating system", async () => {
    const { progress } = await started();
    progress.reached("osBootStarted");
    progress.reached("hardwareReady");
    expect(progress.stage).toBe("hardwareReady");
  });

  it("begins anew with a reset, and keeps how long the last boot took", async () => {
    const { machine, progress } = await started();
    later(3000);
    progress.operatingSystemSeen();
    later(60_000);
    await (await machine.power("reset", tester)).outcome;
    expect(progress.stage).toBe("processorStarted");
    // What the driver of the system before had sent already.
    progress.operatingSystemSeen();
    expect([progress.stage, progress.lastBootSeconds]).toEqual(["processorStarted", 3]);
  });

  it("is not set back by the news of a reset that comes after the firmware's first words", async () => {
    const { events, progress } = await started();
    later(60_000);
    progress.reached("processorStarted");
    progress.reached("osBootStarted");
    later(100);
    events.emit("machineReset", { cause: "guestReset", origin: { via: "guest" } });
    expect(progress.stage).toBe("osBootStarted");
  });

  it("is still known to the next BMC", async () => {
    const { progress, store } = await started();
    progress.reached("osBootStarted");
    expect(fakeMachine({ record: store.record }).machine.bootProgress.stage).toBe("osBootStarted");
  });
});
