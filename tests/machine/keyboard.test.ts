import { describe, expect, it } from "vitest";
import { MachineError } from "../../server/machine/errors.ts";
import type { Chord } from "../../server/machine/keys.ts";
import { fakeMachine } from "../support/fake-machine.ts";

const origin = { via: "test" };
const rate = 200;
const word: readonly Chord[] = [["ShiftLeft", "KeyH"], ["KeyE"], ["KeyL"], ["KeyL"], ["KeyO"]];

async function machineThatIsOn() {
  const fake = fakeMachine();
  const { outcome } = await fake.machine.power("on", origin);
  await outcome;
  return { ...fake, keyboard: fake.machine.keyboard };
}

describe("the keyboard", () => {
  it("types one chord after the other, no faster than it is told", async () => {
    const { keyboard, hypervisor } = await machineThatIsOn();
    const counts: number[] = [];
    const started = performance.now();
    await keyboard.type(word, { rate: 50, onTyped: count => counts.push(count) });
    expect(hypervisor.pressed).toEqual(word);
    expect(counts).toEqual([1, 2, 3, 4, 5]);
    // Timers of Node may be a millisecond early.
    expect(performance.now() - started).toBeGreaterThan(75);
  });

  it("does not type for a machine that nobody would take the keys of", async () => {
    const { machine, hypervisor } = fakeMachine();
    const off = { code: "wrongState", message: expect.stringContaining("off") };
    await expect(machine.keyboard.type(word, { rate })).rejects.toMatchObject(off);
    await expect(machine.keyboard.press(["KeyA"])).rejects.toMatchObject(off);
    expect(hypervisor.pressed).toEqual([]);
  });

  it("types one text at a time, and the next when that is over", async () => {
    const { keyboard, hypervisor } = await machineThatIsOn();
    const first = keyboard.type(word, { rate });
    await expect(keyboard.type([["KeyX"]], { rate })).rejects.toMatchObject({ code: "busy" });
    await first;
    await keyboard.type([["KeyX"]], { rate });
    expect(hypervisor.pressed).toEqual([...word, ["KeyX"]]);
  });

  it("stops between two keys when it is cancelled", async () => {
    const { keyboard, hypervisor } = await machineThatIsOn();
    const controller = new AbortController();
    const typing = keyboard.type(word, {
      ...{ rate, signal: controller.signal },
      onTyped: count => count === 2 && controller.abort(),
    });
    await expect(typing).rejects.toMatchObject({ name: "AbortError" });
    expect(hypervisor.pressed).toEqual(word.slice(0, 2));
  });

  it.each([
    ["off", "The machine was switched off; 2 of 5 keys were typed."],
    ["reset", "The machine was reset; 2 of 5 keys were typed."],
    ["pause", "The machine was paused; 2 of 5 keys were typed."],
  ] as const)(
    "stops when %s comes in the middle: what follows would get the rest",
    async (action, message) => {
      const { machine, keyboard, hypervisor } = await machineThatIsOn();
      let change: Promise<unknown> = Promise.resolve();
      const typing = keyboard.type(word, {
        rate: 20,
        onTyped(count) {
          if (count === 2) change = machine.power(action, origin).then(({ outcome }) => outcome);
        },
      });
      await expect(typing).rejects.toMatchObject({ code: "wrongState", message });
      await change;
      expect(hypervisor.pressed).toEqual(word.slice(0, 2));
    },
  );

  it("stops when the guest takes no keys, and is free again", async () => {
    const { keyboard, hypervisor } = await machineThatIsOn();
    hypervisor.fail("pressKeys", new MachineError("timedOut", "Nobody reads."));
    await expect(keyboard.type(word, { rate })).rejects.toMatchObject({ code: "timedOut" });
    await keyboard.type(word, { rate });
    expect(hypervisor.pressed).toEqual(word);
  });

  it("is slower by itself until an operating system runs", async () => {
    const { machine, keyboard } = await machineThatIsOn();
    const inFirmware = keyboard.usualRate;
    machine.bootProgress.reached("osBootStarted");
    expect(keyboard.usualRate).toBeGreaterThan(inFirmware);
  });
});
