import { describe, expect, it } from "vitest";
import type { FileMedium } from "../../server/machine/hypervisor.ts";
import { Machine } from "../../server/machine/machine.ts";
import { FakeHypervisor } from "../support/fake-hypervisor.ts";
import { fakeMachine, fakeSettings } from "../support/fake-machine.ts";

const origin = { via: "test" };
const medium = (name: string): FileMedium => ({ name, file: `/media/${name}`, writeProtected: true });

/** What a BMC that starts over the same state makes of it. */
async function restarted(
  { store, events }: ReturnType<typeof fakeMachine>,
  configuredMedium?: FileMedium,
): Promise<{ readonly machine: Machine; readonly hypervisor: FakeHypervisor }> {
  const hypervisor = new FakeHypervisor();
  const machine = new Machine({
    ...{ hypervisor, store, events, configuredMedium, settings: fakeSettings({ store, events }) },
    shutdownTimeout: 120,
    now: Date.now,
  });
  await machine.begin("mains", false);
  return { machine, hypervisor };
}

describe("a medium", () => {
  it("stays in its slot over power cycles and restarts of the BMC", async () => {
    const fake = fakeMachine();
    await fake.machine.begin("mains", false);
    await fake.machine.media.insert("Usb1", medium("a"), origin);
    await (await fake.machine.power("on", origin)).outcome;
    await (await fake.machine.power("off", origin)).outcome;
    expect(fake.machine.media.media).toEqual({ Usb1: medium("a") });
    const { machine, hypervisor } = await restarted(fake);
    expect(machine.media.media).toEqual({ Usb1: medium("a") });
    expect([...hypervisor.media]).toEqual([["Usb1", medium("a")]]);
  });

  it("is refused where there is one, and tells of itself once it is in or out", async () => {
    const { machine, seen } = fakeMachine();
    await machine.media.insert("Cd1", medium("a"), origin);
    await expect(machine.media.insert("Cd1", medium("b"), origin)).rejects.toMatchObject({
      code: "wrongState",
    });
    await machine.media.eject("Cd1", origin);
    await machine.media.eject("Cd1", origin);
    expect(seen.map(({ name, payload }) => [name, payload])).toEqual([
      ["mediaInserted", { slot: "Cd1", name: "a", origin }],
      ["mediaEjected", { slot: "Cd1", name: "a", origin }],
    ]);
  });

  it("that the hypervisor does not take, or give back, leaves the slot as it was", async () => {
    const { machine, hypervisor, seen } = fakeMachine();
    hypervisor.fail("setMedium");
    await expect(machine.media.insert("Cd1", medium("a"), origin)).rejects.toMatchObject({ code: "failed" });
    expect(machine.media.media).toEqual({});
    await machine.media.insert("Cd1", medium("a"), origin);
    hypervisor.fail("setMedium");
    await expect(machine.media.eject("Cd1", origin)).rejects.toMatchObject({ code: "failed" });
    expect(machine.media.media).toEqual({ Cd1: medium("a") });
    expect(seen.length).toBe(1);
  });
});

describe("the configured medium", () => {
  it("is in the drive at first, and stays out once it was ejected", async () => {
    const fake = fakeMachine();
    const first = await restarted(fake, medium("configured"));
    expect(first.hypervisor.media.get("Cd1")).toEqual(medium("configured"));
    await first.machine.media.eject("Cd1", origin);
    const second = await restarted(fake, medium("configured"));
    expect(second.machine.media.media).toEqual({});
    expect(second.hypervisor.media.size).toBe(0);
  });

  it("comes in again when it is another one", async () => {
    const fake = fakeMachine();
    await (await restarted(fake, medium("one"))).machine.media.eject("Cd1", origin);
    const { machine } = await restarted(fake, medium("two"));
    expect(machine.media.media).toEqual({ Cd1: medium("two") });
  });

  it("leaves alone what an attached hypervisor has, when there is none", async () => {
    const { hypervisor, machine } = fakeMachine();
    hypervisor.media.set("Cd1", medium("its own"));
    await machine.begin("mains", false);
    expect(hypervisor.media.get("Cd1")).toEqual(medium("its own"));
  });
});
