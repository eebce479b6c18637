import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { getSystemBootOptions } from "../../../../server/ipmi/commands/chassis/get-system-boot-options.ts";
import { composeIpmi } from "../../../../server/ipmi/compose.ts";
import { Refusal } from "../../../../server/ipmi/message/completion-code.ts";
import { MachineError } from "../../../../server/machine/errors.ts";
import type { FakeHypervisor } from "../../../support/fake-hypervisor.ts";
import { ipmiUnderTest } from "../../support/ipmi-under-test.ts";

async function bootOptions() {
  const test = await ipmiUnderTest({ on: false });
  const console = test.login("operator", 3);
  return {
    ...test,
    set: (...data: number[]) => console.commandLater(0x00, 0x08, data),
    get: (selector: number, set = 0) => console.command(0x00, 0x09, [selector, set, 0]),
    flags: () => console.command(0x00, 0x09, [5, 0, 0]).slice(3),
  };
}

it.each<[number, number, object]>([
  [0x80, 0x04, { enabled: "once", target: "pxe" }],
  [0xc0, 0x04, { enabled: "continuous", target: "pxe" }],
  [0xa0, 0x08, { enabled: "once", target: "hdd", mode: "uefi" }],
  [0xe0, 0x14, { enabled: "continuous", target: "cd", mode: "uefi" }],
  [0x80, 0x18, { enabled: "once", target: "biosSetup" }],
  [0x80, 0x20, { enabled: "once", target: "cd" }],
  [0x80, 0x00, { enabled: "disabled", target: "none" }],
  [0x00, 0x04, { enabled: "disabled", target: "none" }],
])(
  "makes flags %i %i the machine's boot override, and reads them back bit by bit",
  async (first, second, override) => {
    const { set, flags, machine } = await bootOptions();
    expect(await set(5, first, second, 0, 0, 0)).toEqual([0]);
    expect(machine.bootOverride).toEqual(override);
    expect(flags()).toEqual([first, second, 0, 0, 0]);
  },
);

it("keeps what no virtual firmware follows", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 0xff }),
      fc.uint8Array({ minLength: 3, maxLength: 3 }),
      async (device, rest) => {
        const { set, flags } = await bootOptions();
        const second = (device & 0xc3) | 0x04;
        await set(5, 0x80, second, ...rest);
        expect(flags()).toEqual([0x80, second, ...rest]);
      },
    ),
    { numRuns: 10 },
  );
});

it("takes one flag at a time, as FreeIPMI writes them", async () => {
  const { set, flags, machine } = await bootOptions();
  const change = async (index: number, bits: number) => {
    const data = flags();
    data[0] = (data[0] as number) | 0x80;
    data[index] = (data[index] as number) | bits;
    await set(5, ...data);
  };
  await change(0, 0x40);
  await change(0, 0x20);
  await change(1, 0x04);
  expect(machine.bootOverride).toEqual({ enabled: "continuous", target: "pxe", mode: "uefi" });
});

it("shows an override that another front end has set", async () => {
  const { set, flags, machine } = await bootOptions();
  await set(5, 0x80, 0x08, 0x02, 0, 0);
  await machine.setBootOverride({ enabled: "continuous", target: "cd", mode: "uefi" }, { via: "redfish" });
  expect(flags()).toEqual([0xe0, 0x14, 0, 0, 0]);
});

it("shows no override any more when a boot has taken it", async () => {
  const { set, flags, machine } = await bootOptions();
  await set(5, 0xa0, 0x04, 0, 0, 0);
  await (await machine.power("on", { via: "test" })).outcome;
  expect(flags()).toEqual([0x20, 0x00, 0, 0, 0]);
});

it.each<[string, number, string]>([
  ["safe mode", 0x3, "hdd"],
  ["diagnostic partition", 0x4, "hdd"],
  ["remote floppy", 0x7, "cd"],
  ["remote CD", 0x8, "cd"],
  ["remote media", 0x9, "cd"],
  ["remote disk", 0xb, "hdd"],
  ["floppy", 0xf, "cd"],
])("boots what the machine has for %s, and reads back what was asked for", async (_, selector, target) => {
  const { set, flags, machine } = await bootOptions();
  expect(await set(5, 0x80, selector << 2, 0, 0, 0)).toEqual([0]);
  expect(machine.bootOverride).toEqual({ enabled: "once", target });
  expect(flags()).toEqual([0x80, selector << 2, 0, 0, 0]);
});

it("answers CCh to a reserved device, C7h to flags of another length", async () => {
  const { set, flags } = await bootOptions();
  for (const selector of [0xa, 0xc, 0xd, 0xe])
    expect(await set(5, 0x80, selector << 2, 0, 0, 0)).toEqual([0xcc]);
  expect(await set(5, 0x80, 0x04, 0, 0)).toEqual([0xc7]);
  expect(flags()).toEqual([0, 0, 0, 0, 0]);
});

it("leaves the flags as they were when the machine refuses them", async () => {
  const { set, flags, hypervisor } = await bootOptions();
  hypervisor.fail("prepareBoot", new MachineError("notSupported", "as the test wants"));
  expect(await set(5, 0xa0, 0x04, 0, 0, 0)).toEqual([0xd6]);
  expect(flags()).toEqual([0, 0, 0, 0, 0]);
});

it("keeps parameters 0, 3 and 4", async () => {
  const { set, get } = await bootOptions();
  await set(0, 0x01);
  expect(get(0)).toEqual([0, 1, 0, 0x01]);
  expect(await set(0, 0x02)).toEqual([0]);
  expect(get(0)).toEqual([0, 1, 0, 0x01]);
  expect(await set(0, 0x03)).toEqual([0xcc]);
  await set(0, 0x00);
  expect(get(0)).toEqual([0, 1, 0, 0x00]);
  expect(get(3)).toEqual([0, 1, 3, 0x08]);
  await set(3, 0x1f);
  expect(get(3)).toEqual([0, 1, 3, 0x1f]);
  await set(4, 0x03, 0xff);
  await set(4, 0x01, 0x00);
  expect(get(4)).toEqual([0, 1, 4, 0x00, 0x02]);
});

it("answers 80h for a parameter that it does not have", async () => {
  const { set, get } = await bootOptions();
  for (const selector of [8, 0x41, 96, 127]) {
    expect(get(selector)).toEqual([0x80]);
    expect(await set(selector, 0)).toEqual([0x80]);
    expect(await set(selector)).toEqual([0x80]);
  }
});

it("marks a parameter as invalid, with and without data", async () => {
  const { set, get } = await bootOptions();
  await set(0x85);
  expect(get(5)[2]).toBe(0x85);
  await set(5, 0, 0, 0, 0, 0);
  expect(get(5)[2]).toBe(0x05);
});

it("keeps who started the boot, service partition and mailbox", async () => {
  const { set, get } = await bootOptions();
  await set(1, 7);
  await set(2, 0x03);
  await set(6, 0x01, 0x44, 0x33, 0x22, 0x11, 0xdd, 0xcc, 0xbb, 0x6a);
  expect(get(1)).toEqual([0, 1, 1, 7]);
  expect(get(2)).toEqual([0, 1, 2, 3]);
  expect(get(6)).toEqual([0, 1, 6, 0x01, 0x44, 0x33, 0x22, 0x11, 0xdd, 0xcc, 0xbb, 0x6a]);
  expect(await set(7, 0, 0x57, 0x01, 0x00, 1, 2, 3)).toEqual([0]);
  expect(await set(7, 4, ...Array(16).fill(9))).toEqual([0]);
  expect(get(7)).toEqual([0, 1, 7, 0, 0x57, 0x01, 0x00, 1, 2, 3, ...Array(10).fill(0)]);
  expect(get(7, 4)).toEqual([0, 1, 7, 4, ...Array(16).fill(9)]);
  expect(get(7, 16)).toEqual([0xc9]);
  expect(await set(7, 16, 1)).toEqual([0xc9]);
  expect(await set(7, 0, ...Array(17).fill(1))).toEqual([0xc9]);
});

it("keeps all of it over a restart of the BMC, bit by bit", async () => {
  const { set, get, parts } = await bootOptions();
  await set(3, 0x0d);
  await set(4, 0xff, 0x15);
  await set(5, 0xe0, 0xcf, 0xf3, 0x0d, 0x11);
  await set(7, 1, 5, 6);
  await set(0x84);
  const before = [3, 4, 5].map(selector => get(selector));
  const next = composeIpmi({ ...parts, advertisedPort: () => 623, random: randomBytes }).bmc;
  const context = { ...next, channel: 1, origin: { via: "ipmi" } };
  const request = (selector: number) => ({ parameter: { selector }, setSelector: 0, blockSelector: 0 });
  const after = [3, 4, 5].map(selector => {
    const answer = getSystemBootOptions.handle(context, request(selector));
    if (answer instanceof Promise || answer instanceof Refusal) throw new Error("no answer");
    return [0, ...getSystemBootOptions.response.encode(answer)];
  });
  expect(after).toEqual(before);
  expect(after[1]?.[2]).toBe(0x84);
  expect(next.bootOptions.mailboxBlock(1)?.subarray(0, 3)).toEqual(Buffer.from([5, 6, 0]));
});

it("takes set in progress back when the machine is reset or switched off", async () => {
  const { set, get, machine } = await bootOptions();
  await (await machine.power("on", { via: "test" })).outcome;
  await set(0, 1);
  await (await machine.power("reset", { via: "test" })).outcome;
  expect(get(0)[3]).toBe(0);
  await set(0, 1);
  await (await machine.power("off", { via: "test" })).outcome;
  expect(get(0)[3]).toBe(0);
});

/** The last plan that the hypervisor was told before it began a boot. */
function bootedWith({ calls, plans }: FakeHypervisor, boot: "start" | "reset") {
  const begun = calls.slice(0, calls.lastIndexOf(boot) + 1);
  const told = begun.filter(call => call === "start" || call === "prepareBoot").length;
  return plans[told - 1];
}

describe("valid bit clearing", () => {
  const pxe = { enabled: "once", target: "pxe" };
  const none = { enabled: "disabled", target: "none" };
  afterEach(() => vi.useRealTimers());

  it("takes the flags away after 60 s without a Chassis Control command, unless told to keep them", async () => {
    const { set, flags, machine, login } = await bootOptions();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    await set(5, 0x80, 0x04, 0, 0, 0);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(machine.bootOverride).toEqual(pxe);
    await set(3, 0x00);
    await set(5, 0x80, 0x04, 0, 0, 0);
    await vi.advanceTimersByTimeAsync(59_000);
    await login("operator", 3).commandLater(0x00, 0x02, [0x00]);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(machine.bootOverride).toEqual(pxe);
    await vi.advanceTimersByTimeAsync(1000);
    expect(machine.bootOverride).toEqual(none);
    expect(flags()).toEqual([0x00, 0x04, 0, 0, 0]);
  });

  it("leaves an override of another front end alone", async () => {
    const { set, machine } = await bootOptions();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    await set(3, 0x00);
    await set(5, 0x80, 0x08, 0, 0, 0);
    await machine.setBootOverride({ enabled: "once", target: "pxe" }, { via: "redfish" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(machine.bootOverride).toEqual(pxe);
  });

  it.each<[number, string]>([
    [0x08, "none"],
    [0x09, "pxe"],
  ])("with %i a start by the power button boots from %s", async (keep, target) => {
    const { set, machine, hypervisor } = await bootOptions();
    await set(3, keep);
    await set(5, 0x80, 0x04, 0, 0, 0);
    await (await machine.power("powerButton", { via: "test" })).outcome;
    expect(bootedWith(hypervisor, "start")).toMatchObject({ target });
  });

  it.each<[number, string]>([
    [0x08, "none"],
    [0x0c, "pxe"],
  ])("with %i a reset by the watchdog boots from %s", async (keep, target) => {
    const { set, machine, hypervisor, login } = await bootOptions();
    await (await machine.power("on", { via: "test" })).outcome;
    await set(3, keep);
    await set(5, 0x80, 0x04, 0, 0, 0);
    const console = login("operator", 3);
    console.command(0x06, 0x24, [0x04, 0x01, 0, 0, 0, 0]);
    const resets = hypervisor.calls.filter(call => call === "reset").length;
    console.command(0x06, 0x22);
    await expect.poll(() => hypervisor.calls.filter(call => call === "reset").length).toBe(resets + 1);
    expect(bootedWith(hypervisor, "reset")).toMatchObject({ target });
  });
});
