import { afterEach, describe, expect, it, vi } from "vitest";
import type { Origin, PowerState } from "../../server/events/events.ts";
import { MachineError } from "../../server/machine/errors.ts";
import type { GuestStatus } from "../../server/machine/hypervisor.ts";
import type { MachineRecord } from "../../server/machine/machine-store.ts";
import { type PowerAction, powerActions } from "../../server/machine/power-steps.ts";
import { fakeMachine } from "../support/fake-machine.ts";

const tester: Origin = { via: "test", user: "tester" };

async function machineThatIs(state: PowerState, options: Parameters<typeof fakeMachine>[0] = {}) {
  const parts = fakeMachine(options);
  const perform = async (action: PowerAction) => (await parts.machine.power(action, tester)).outcome;
  if (state !== "off") await perform("on");
  if (state === "paused") await perform("pause");
  if (state === "crashed") parts.hypervisor.dies("out of memory");
  parts.seen.length = 0;
  parts.hypervisor.calls.length = 0;
  return { ...parts, perform };
}

const codeOf = (error: unknown): string => (error instanceof MachineError ? error.code : String(error));

afterEach(() => {
  vi.useRealTimers();
});

describe("each action in each state", () => {
  const table: Record<PowerAction, Record<"off" | "on" | "paused" | "crashed", PowerState | "wrongState">> = {
    on: { off: "on", on: "on", paused: "on", crashed: "on" },
    off: { off: "off", on: "off", paused: "off", crashed: "off" },
    soft: { off: "off", on: "off", paused: "wrongState", crashed: "wrongState" },
    reset: { off: "wrongState", on: "on", paused: "on", crashed: "wrongState" },
    cycle: { off: "wrongState", on: "on", paused: "on", crashed: "wrongState" },
    gracefulRestart: { off: "wrongState", on: "on", paused: "wrongState", crashed: "wrongState" },
    powerButton: { off: "on", on: "off", paused: "wrongState", crashed: "on" },
    nmi: { off: "wrongState", on: "on", paused: "wrongState", crashed: "wrongState" },
    pause: { off: "wrongState", on: "paused", paused: "paused", crashed: "wrongState" },
    resume: { off: "wrongState", on: "on", paused: "on", crashed: "wrongState" },
  };
  for (const action of powerActions) {
    for (const [from, to] of Object.entries(table[action])) {
      it(`${action} while ${from} ends ${to}`, async () => {
        const { machine, perform } = await machineThatIs(from as PowerState);
        if (to === "wrongState") {
          await expect(perform(action).catch(codeOf)).resolves.toBe("wrongState");
          expect(machine.powerState).toBe(from);
        } else {
          await perform(action);
          expect(machine.powerState).toBe(to);
        }
      });
    }
  }
});

describe("one operation at a time", () => {
  it("lets a second caller of the same action join", async () => {
    const { machine, hypervisor } = await machineThatIs("off");
    hypervisor.delay = 20;
    const [first, second] = await Promise.all([machine.power("on", tester), machine.power("on", tester)]);
    await Promise.all([first.outcome, second.outcome]);
    expect(hypervisor.calls.filter(call => call === "start")).toHaveLength(1);
  });

  it("tells a contrary caller that it is busy, and does nothing for it", async () => {
    const { machine, hypervisor } = await machineThatIs("off");
    hypervisor.delay = 20;
    const on = await machine.power("on", tester);
    await expect(machine.power("off", tester).catch(codeOf)).resolves.toBe("busy");
    await on.outcome;
    expect(machine.powerState).toBe("on");
    expect(hypervisor.calls).not.toContain("stop");
  });

  it("answers that an action has begun before a slow one has ended", async () => {
    const { machine, hypervisor } = await machineThatIs("off");
    hypervisor.delay = 50;
    const operation = await machine.power("on", tester);
    expect(machine.powerState).toBe("poweringOn");
    await operation.outcome;
    expect(machine.powerState).toBe("on");
  });

  it("answers a soft shutdown at once, however long the guest takes", async () => {
    const { machine, hypervisor } = await machineThatIs("on");
    hypervisor.obeys = false;
    await machine.power("soft", tester);
    expect(machine.powerState).toBe("on");
    expect(hypervisor.calls).toEqual(["powerButton"]);
  });
});

describe("a soft shutdown", () => {
  it("ends with an error and an event when the guest does not follow, and never forces it", async () => {
    vi.useFakeTimers();
    const { machine, hypervisor, seen } = await machineThatIs("on", { shutdownTimeout: 30 });
    hypervisor.obeys = false;
    const { outcome } = await machine.power("soft", tester);
    await vi.advanceTimersByTimeAsync(30_000);
    await expect(outcome.catch(codeOf)).resolves.toBe("timedOut");
    expect(seen.map(({ name }) => name)).toContain("shutdownIgnored");
    expect(machine.powerState).toBe("on");
    expect(hypervisor.calls).toEqual(["powerButton"]);
  });

  it("gives way to a forced power off", async () => {
    const { machine, hypervisor } = await machineThatIs("on");
    hypervisor.obeys = false;
    const soft = await machine.power("soft", tester);
    await (await machine.power("off", tester)).outcome;
    await expect(soft.outcome).resolves.toBe("unchanged");
    expect(machine.powerState).toBe("off");
  });

  it("of a graceful restart that was overtaken by power off does not start the machine again", async () => {
    const { machine, hypervisor } = await machineThatIs("on");
    hypervisor.obeys = false;
    await machine.power("gracefulRestart", tester);
    await (await machine.power("off", tester)).outcome;
    expect(machine.powerState).toBe("off");
    expect(hypervisor.calls).not.toContain("start");
  });
});

describe("what the guest does by itself", () => {
  it("shows a shutdown as off, by the guest", async () => {
    const { machine, hypervisor, seen } = await machineThatIs("on");
    hypervisor.guestShutsDown();
    await vi.waitFor(() => expect(machine.powerState).toBe("off"));
    const last = seen.at(-1);
    expect(last).toMatchObject({ name: "powerChanged", payload: { to: "off", cause: "guestShutdown" } });
  });

  it("shows a reboot as a reset, by the guest", async () => {
    const { machine, hypervisor, seen } = await machineThatIs("on");
    hypervisor.emit({ type: "reset", by: "guest" });
    expect(seen).toMatchObject([{ name: "machineReset", payload: { cause: "guestReset" } }]);
    expect(machine.bootCause).toBe("guestReset");
    expect(machine.powerState).toBe("on");
  });

  it("tells a panic apart", async () => {
    const { hypervisor, seen } = await machineThatIs("on");
    hypervisor.emit({ type: "panicked" });
    expect(seen).toMatchObject([{ name: "guestPanicked" }]);
  });

  it("shows a QEMU that dies as a crash, with its last words", async () => {
    const { machine, hypervisor, seen } = await machineThatIs("on");
    hypervisor.dies("terminated by the host");
    expect(machine.powerState).toBe("crashed");
    expect(seen).toMatchObject([
      { payload: { to: "crashed", cause: "hypervisorDied", detail: "terminated by the host" } },
    ]);
  });

  it("sees a QEMU that dies during an operation", async () => {
    const { machine, hypervisor, perform } = await machineThatIs("on");
    hypervisor.fail("injectNmi");
    const nmi = perform("nmi").catch(codeOf);
    hypervisor.dies("gone");
    await expect(nmi).resolves.toBe("failed");
    expect(machine.powerState).toBe("crashed");
  });
});

describe("a hypervisor that refuses", () => {
  it("leaves the machine off and says why when it cannot start", async () => {
    const { machine, hypervisor, seen } = await machineThatIs("off");
    hypervisor.fail("start", new MachineError("failed", "no such disk"));
    const { outcome } = await machine.power("on", tester);
    await expect(outcome.catch(codeOf)).resolves.toBe("failed");
    expect(machine.powerState).toBe("off");
    expect(seen.at(-1)).toMatchObject({ name: "powerOperationFailed", payload: { detail: "no such disk" } });
  });

  it("is free for the next operation afterwards", async () => {
    const { machine, hypervisor, perform } = await machineThatIs("off");
    hypervisor.fail("start");
    await perform("on").catch(codeOf);
    await perform("on");
    expect(machine.powerState).toBe("on");
  });

  it("passes its error to the caller of a quick action", async () => {
    const { machine, hypervisor } = await machineThatIs("on");
    hypervisor.fail("reset", new MachineError("unreachable", "no answer"));
    await expect(machine.power("reset", tester).catch(codeOf)).resolves.toBe("unreachable");
    expect(machine.powerState).toBe("on");
  });
});

describe("at the start of the BMC", () => {
  const begun = async (status: GuestStatus, record: Partial<MachineRecord>, powerOnAtFirstStart = true) => {
    const parts = fakeMachine({ record });
    parts.hypervisor.status = status;
    await parts.machine.begin("mains-1", powerOnAtFirstStart);
    await vi.waitFor(() => expect(parts.machine.powerState).not.toBe("poweringOn"));
    return parts;
  };
  const cases = [
    ["starts a machine that never ran", "absent", {}, "on"],
    ["adopts a running guest", "running", { mainsId: "mains-1", wantedOn: true }, "on"],
    ["adopts a paused guest", "paused", { mainsId: "mains-1", wantedOn: true }, "paused"],
    [
      "leaves an off machine off when only the BMC restarted",
      "absent",
      { mainsId: "mains-1", wantedOn: false },
      "off",
    ],
    [
      "leaves it off even if the policy is always-on",
      "absent",
      { mainsId: "mains-1", restorePolicy: "always-on" },
      "off",
    ],
    ["restores a running machine after a power loss", "absent", { mainsId: "mains-0", wantedOn: true }, "on"],
    ["keeps an off machine off after a power loss", "absent", { mainsId: "mains-0", wantedOn: false }, "off"],
    ["obeys always-on", "absent", { mainsId: "mains-0", wantedOn: false, restorePolicy: "always-on" }, "on"],
    [
      "obeys always-off",
      "absent",
      { mainsId: "mains-0", wantedOn: true, restorePolicy: "always-off" },
      "off",
    ],
    [
      "takes a QEMU that vanished for lost power",
      "absent",
      { mainsId: "mains-1", wantedOn: true, poweredOnAt: 5 },
      "on",
    ],
  ] as const;
  for (const [name, status, record, state] of cases) {
    it(name, async () => {
      const { machine } = await begun(status, record);
      expect(machine.powerState).toBe(state);
    });
  }

  it("tells that the guest shut down while no BMC looked, and leaves it off from then on", async () => {
    const record = { mainsId: "mains-1", wantedOn: true, poweredOnAt: 5 };
    const parts = fakeMachine({ record });
    parts.hypervisor.status = "shutdown";
    parts.hypervisor.onFind = () => parts.hypervisor.emit({ type: "shutdown", by: "guest" });
    await parts.machine.begin("mains-1", true);
    await vi.waitFor(() => expect(parts.machine.powerState).toBe("off"));
    expect(parts.seen.at(-1)).toMatchObject({ payload: { to: "off", cause: "guestShutdown" } });
    expect(parts.store.record).toMatchObject({ wantedOn: false, poweredOnAt: null });
    expect(parts.hypervisor.calls).not.toContain("start");
  });

  it("leaves a machine that never ran alone where that is configured", async () => {
    const { machine, hypervisor } = await begun("absent", {}, false);
    expect(machine.powerState).toBe("off");
    expect(hypervisor.calls).not.toContain("start");
  });

  it("goes on counting the power-on time of the guest it adopts", async () => {
    const poweredOnAt = Date.now() - 7200_000;
    const { machine } = await begun("running", {
      mainsId: "mains-1",
      wantedOn: true,
      poweredOnAt,
      secondsOn: 60,
    });
    expect(machine.secondsOn).toBeGreaterThanOrEqual(7260);
    expect(machine.secondsOn).toBeLessThan(7270);
  });
});

it("is idle when an operation has ended, and while it waits for the guest to follow", async () => {
  const { machine, hypervisor } = fakeMachine();
  await machine.begin("mains", false);
  await machine.idle();
  hypervisor.delay = 40;
  await machine.power("on", { via: "test" });
  expect(machine.powerState).toBe("poweringOn");
  await machine.idle();
  expect(machine.powerState).toBe("on");
  hypervisor.obeys = false;
  await machine.power("soft", { via: "test" });
  await machine.idle();
  await machine.power("off", { via: "test" });
  await machine.idle();
  expect(machine.powerState).toBe("off");
});
