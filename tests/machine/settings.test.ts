import { describe, expect, it } from "vitest";
import { MachineError } from "../../server/machine/errors.ts";
import { usualSettings } from "../../server/machine/setting-values.ts";
import { MachineSettings } from "../../server/machine/settings.ts";
import { fakeMachine } from "../support/fake-machine.ts";

const origin = { via: "test" };

async function machineThatIsOn() {
  const fake = fakeMachine();
  await fake.machine.begin("mains", true);
  await fake.machine.idle();
  const act = async (action: Parameters<typeof fake.machine.power>[0]) =>
    (await fake.machine.power(action, origin)).outcome;
  return { ...fake, act, settings: fake.machine.settings };
}

/** What a BMC that starts over the same state makes of it, with another environment. */
const restarted = (
  { store, events }: ReturnType<typeof fakeMachine>,
  environment: Partial<typeof usualSettings>,
): MachineSettings =>
  new MachineSettings({
    ...{ store, events, now: Date.now, configurable: true },
    defaults: { ...usualSettings, ...environment },
    limits: { cpus: 64, memory: 16384 },
  });

describe("a setting", () => {
  it("waits for a cold start", async () => {
    const { settings, act, seen } = await machineThatIsOn();
    settings.change({ cpus: 4 }, origin);
    expect(settings.current.cpus).toBe(2);
    expect(settings.pending).toEqual({ cpus: 4 });
    await act("cycle");
    expect(settings.current.cpus).toBe(4);
    expect(settings.pending).toEqual({});
    expect(settings.lastApplication).toMatchObject({ names: ["cpus"] });
    const told = seen.filter(({ name }) => name.startsWith("machineSettings"));
    expect(told.map(({ name, payload }) => ({ name, payload }))).toEqual([
      { name: "machineSettingsChanged", payload: { pending: { cpus: 4 }, origin } },
      { name: "machineSettingsApplied", payload: { settings: { cpus: 4 } } },
    ]);
  });

  it("makes the boot plan ask for a cold start, until it is as it was", async () => {
    const { settings, hypervisor } = await machineThatIsOn();
    settings.change({ memory: 4096 }, origin);
    expect(hypervisor.plans.at(-1)).toMatchObject({ cold: true });
    settings.change({ memory: 2048 }, origin);
    expect(hypervisor.plans.at(-1)).not.toHaveProperty("cold");
  });

  it("is taken by a reset that the hypervisor can only do cold", async () => {
    const { settings, hypervisor, act } = await machineThatIsOn();
    settings.change({ nicModel: "e1000e" }, origin);
    hypervisor.preparation = "cold";
    await act("reset");
    expect(hypervisor.calls).toContain("stop");
    expect(hypervisor.calls).not.toContain("reset");
    expect(settings.current.nicModel).toBe("e1000e");
  });

  it("that the hypervisor does not start with is told, is pending still and can be set back", async () => {
    const { settings, hypervisor, act, machine, seen } = await machineThatIsOn();
    settings.change({ memory: 8192 }, origin);
    hypervisor.fail("start", new MachineError("failed", "cannot allocate memory"));
    await expect(act("cycle")).rejects.toThrow("cannot allocate memory");
    expect(machine.powerState).toBe("off");
    expect(settings.current.memory).toBe(2048);
    expect(settings.pending).toEqual({ memory: 8192 });
    expect(settings.lastApplication).toMatchObject({ names: ["memory"], failure: "cannot allocate memory" });
    expect(seen.some(({ name }) => name === "machineSettingsApplied")).toBe(false);
    settings.change({ memory: 2048 }, origin);
    expect(settings.pending).toEqual({});
    await act("on");
    expect(machine.powerState).toBe("on");
  });

  it("goes back to the default after a reset of the settings, at the next cold start", async () => {
    const { settings, act } = await machineThatIsOn();
    settings.change({ cpus: 4, video: "none" }, origin);
    await act("cycle");
    settings.reset(origin);
    expect(settings.resetPending).toBe(true);
    expect(settings.current).toMatchObject({ cpus: 4, video: "none" });
    await act("cycle");
    expect(settings.current).toEqual(usualSettings);
    expect(settings.resetPending).toBe(false);
  });

  it("follows the environment at the next cold start, unless it was set", async () => {
    const fake = await machineThatIsOn();
    fake.settings.change({ cpus: 4 }, origin);
    await fake.act("cycle");
    const settings = restarted(fake, { cpus: 8, memory: 4096 });
    expect(settings.current).toMatchObject({ cpus: 4, memory: 2048 });
    expect(settings.pending).toEqual({ memory: 4096 });
  });

  it("set for now holds at once and for good", async () => {
    const fake = await machineThatIsOn();
    fake.settings.change({ cpus: 4 }, origin);
    fake.settings.setNow("bootMode", "uefi", origin);
    expect(fake.settings.current.bootMode).toBe("uefi");
    expect(fake.settings.pending).toEqual({ cpus: 4 });
    await fake.act("cycle");
    expect(restarted(fake, {}).current).toMatchObject({ bootMode: "uefi", cpus: 4 });
  });
});

it("the first start has nothing to apply", async () => {
  const { settings, seen } = await machineThatIsOn();
  expect(settings.current).toEqual(usualSettings);
  expect(settings.lastApplication).toBeUndefined();
  expect(seen.some(({ name }) => name === "machineSettingsApplied")).toBe(false);
});

it("what was kept of a machine of another architecture gives way to the defaults", () => {
  const { store, events } = fakeMachine();
  const chosen = { video: "qxl-vga", cpus: 4 } as const;
  const taken = { ...usualSettings, ...chosen };
  store.save({ settings: { chosen, taken, lastApplication: null } });
  const settings = new MachineSettings({
    ...{ store, events, now: Date.now, configurable: true },
    defaults: { ...usualSettings, bootMode: "uefi", video: "ramfb" },
    offered: { bootMode: ["uefi"], video: ["ramfb", "none"] },
    limits: { cpus: 64, memory: 16384 },
  });
  expect(settings.current).toEqual({ ...usualSettings, cpus: 4, bootMode: "uefi", video: "ramfb" });
  expect(settings.pending).toEqual({});
});
