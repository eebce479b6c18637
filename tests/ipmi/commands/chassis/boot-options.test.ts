import fc from "fast-check";
import { expect, it } from "vitest";
import { MachineError } from "../../../../server/machine/errors.ts";
import { ipmiUnderTest } from "../../support/ipmi-under-test.ts";

async function bootOptions() {
  const test = await ipmiUnderTest({ on: false });
  const console = test.login("operator", 3);
  return {
    ...test,
    set: (...data: number[]) => console.commandLater(0x00, 0x08, data),
    get: (selector: number) => console.command(0x00, 0x09, [selector, 0, 0]),
    flags: () => console.command(0x00, 0x09, [5, 0, 0]).slice(3),
  };
}

it.each<[number, number, object]>([
  [0x80, 0x04, { enabled: "once", target: "pxe", mode: "legacy" }],
  [0xc0, 0x04, { enabled: "continuous", target: "pxe", mode: "legacy" }],
  [0xa0, 0x08, { enabled: "once", target: "hdd", mode: "uefi" }],
  [0xe0, 0x14, { enabled: "continuous", target: "cd", mode: "uefi" }],
  [0x80, 0x18, { enabled: "once", target: "biosSetup", mode: "legacy" }],
  [0x80, 0x20, { enabled: "once", target: "cd", mode: "legacy" }],
  [0x80, 0x00, { enabled: "disabled", target: "none", mode: "legacy" }],
  [0x00, 0x04, { enabled: "disabled", target: "none", mode: "legacy" }],
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

it("answers CCh to a device that it cannot boot from, C7h to flags of another length", async () => {
  const { set, flags } = await bootOptions();
  for (const selector of [3, 4, 7, 9, 0xb, 0xf])
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
  expect(get(3)).toEqual([0, 1, 3, 0x08]);
  await set(3, 0x1f);
  expect(get(3)).toEqual([0, 1, 3, 0x1f]);
  await set(4, 0x03, 0xff);
  await set(4, 0x01, 0x00);
  expect(get(4)).toEqual([0, 1, 4, 0x00, 0x02]);
});

it("answers 80h for a parameter that it does not have", async () => {
  const { set, get } = await bootOptions();
  expect(get(1)).toEqual([0x80]);
  expect(await set(1, 0)).toEqual([0x80]);
  expect(await set(0x41)).toEqual([0x80]);
});

it("marks a parameter as invalid, with and without data", async () => {
  const { set, get } = await bootOptions();
  await set(0x85);
  expect(get(5)[2]).toBe(0x85);
  await set(5, 0, 0, 0, 0, 0);
  expect(get(5)[2]).toBe(0x05);
});
