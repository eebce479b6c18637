import { describe, expect, it } from "vitest";
import type { BootOverride, Origin } from "../../server/events/events.ts";
import { MachineError } from "../../server/machine/errors.ts";
import { fakeMachine } from "../support/fake-machine.ts";

const tester: Origin = { via: "test" };
const once: BootOverride = { enabled: "once", target: "pxe" };
const continuous: BootOverride = { ...once, enabled: "continuous" };

async function runningMachine() {
  const parts = fakeMachine();
  await (await parts.machine.power("on", tester)).outcome;
  parts.seen.length = 0;
  parts.hypervisor.plans.length = 0;
  return parts;
}

describe("a boot override", () => {
  it("that is set while off is what the next start takes", async () => {
    const { machine, hypervisor } = fakeMachine();
    await machine.setBootOverride(once, tester);
    hypervisor.plans.length = 0;
    await (await machine.power("on", tester)).outcome;
    expect(hypervisor.plans[0]).toEqual({ target: "pxe", mode: "legacy" });
  });

  it("once is used up by one start and the boot after it takes the configured order", async () => {
    const { machine, hypervisor, seen } = await runningMachine();
    await machine.setBootOverride(once, tester);
    await (await machine.power("reset", tester)).outcome;
    expect(machine.bootOverride).toMatchObject({ enabled: "disabled", target: "none" });
    expect(seen.map(({ name }) => name)).toContain("bootOverrideUsed");
    expect(hypervisor.plans.at(-1)).toMatchObject({ target: "none" });
  });

  it("once is used up by a reboot that the guest makes", async () => {
    const { machine, hypervisor } = await runningMachine();
    await machine.setBootOverride(once, tester);
    hypervisor.emit({ type: "reset", by: "guest" });
    expect(machine.bootOverride.enabled).toBe("disabled");
  });

  it("once that is set while the machine starts waits for the next boot", async () => {
    const { machine, hypervisor } = fakeMachine();
    hypervisor.delay = 20;
    const start = await machine.power("on", tester);
    await machine.setBootOverride(once, tester);
    await start.outcome;
    expect(machine.bootOverride).toEqual(once);
    expect(hypervisor.plans.at(-1)).toEqual({ target: "pxe", mode: "legacy" });
  });

  it("once is not used up by a start that fails", async () => {
    const { machine, hypervisor } = fakeMachine();
    await machine.setBootOverride(once, tester);
    hypervisor.fail("start");
    await (await machine.power("on", tester)).outcome.catch(() => {});
    expect(machine.bootOverride).toEqual(once);
  });

  it("continuous stays over resets", async () => {
    const { machine, hypervisor } = await runningMachine();
    await machine.setBootOverride(continuous, tester);
    await (await machine.power("reset", tester)).outcome;
    hypervisor.emit({ type: "reset", by: "guest" });
    expect(machine.bootOverride).toEqual(continuous);
  });

  it("to no target is no override", async () => {
    const { machine } = fakeMachine();
    await machine.setBootOverride({ enabled: "once", target: "none", mode: "uefi" }, tester);
    expect(machine.bootOverride).toEqual({ enabled: "disabled", target: "none", mode: "uefi" });
  });

  it("that the hypervisor refuses changes nothing", async () => {
    const { machine, hypervisor, store } = await runningMachine();
    hypervisor.fail("prepareBoot", new MachineError("notSupported", "no such device"));
    await expect(machine.setBootOverride(once, tester)).rejects.toThrow("no such device");
    expect(machine.bootOverride.enabled).toBe("disabled");
    expect(store.record.bootOverride?.enabled ?? "disabled").toBe("disabled");
  });

  it("is still there after a restart of the BMC", async () => {
    const { machine, store } = fakeMachine();
    await machine.setBootOverride(continuous, tester);
    expect(fakeMachine({ record: store.record }).machine.bootOverride).toEqual(continuous);
  });

  it("that only a cold start can do makes a reset one", async () => {
    const { machine, hypervisor } = await runningMachine();
    await machine.setBootOverride({ ...once, target: "biosSetup" }, tester);
    hypervisor.preparation = "cold";
    hypervisor.calls.length = 0;
    await (await machine.power("reset", tester)).outcome;
    expect(hypervisor.calls.filter(call => call !== "prepareBoot")).toEqual(["stop", "start"]);
    expect(machine.powerState).toBe("on");
  });

  it("that only a cold start can do is done for a reboot of the guest too", async () => {
    const { machine, hypervisor, seen } = await runningMachine();
    await machine.setBootOverride({ ...once, target: "biosSetup" }, tester);
    hypervisor.preparation = "cold";
    hypervisor.status = "shutdown";
    hypervisor.emit({ type: "rebootHeld" });
    await expect.poll(() => machine.bootOverride.enabled).toBe("disabled");
    expect(seen.map(({ name }) => name)).toContain("machineReset");
    expect(machine.powerState).toBe("on");
  });
});
