import { expect, it } from "vitest";
import { MachineError, type MachineErrorCode } from "../../server/machine/errors.ts";
import { ipmiUnderTest } from "./support/ipmi-under-test.ts";

it("answers C1h for what is no command", async () => {
  const console = (await ipmiUnderTest()).login();
  expect(console.command(0x2c, 0x00)).toEqual([0xc1]);
  expect(console.command(0x06, 0xff)).toEqual([0xc1]);
});

it("answers C2h for another LUN", async () => {
  const { dispatcher, bmc } = await ipmiUnderTest();
  const context = { ...bmc, channel: 15, origin: { via: "kcs" } };
  const request = { netFn: 0x06, lun: 1, cmd: 0x01, data: Buffer.alloc(0), privilege: 4 } as const;
  expect(await dispatcher.dispatch(context, request)).toEqual(Buffer.from([0xc2]));
});

it("answers C7h for a request that is too short or too long", async () => {
  const console = (await ipmiUnderTest()).login();
  expect(console.command(0x00, 0x02)).toEqual([0xc7]);
  expect(console.command(0x00, 0x02, [3, 0])).toEqual([0xc7]);
  expect(console.command(0x06, 0x01, [0])).toEqual([0xc7]);
});

it("answers CCh for a value that the standard does not name", async () => {
  const { login, hypervisor } = await ipmiUnderTest();
  expect(login().command(0x00, 0x02, [0x06])).toEqual([0xcc]);
  expect(hypervisor.calls).toEqual([]);
});

it("answers D4h to a sender whose privilege is too low, whatever the request looks like", async () => {
  const { login, hypervisor } = await ipmiUnderTest();
  for (const user of ["reader", "admin"]) {
    const console = login(user, 2);
    expect(console.command(0x00, 0x02, [0x00])).toEqual([0xd4]);
    expect(console.command(0x00, 0x08, [])).toEqual([0xd4]);
    expect(console.command(0x00, 0x01)[0]).toBe(0);
  }
  expect(hypervisor.calls).toEqual([]);
});

it.each<[MachineErrorCode, number]>([
  ["busy", 0xc0],
  ["wrongState", 0xd5],
  ["notSupported", 0xd6],
  ["unreachable", 0xd3],
  ["notFound", 0xcb],
  ["failed", 0xff],
  ["timedOut", 0xc3],
])("translates the machine's %s", async (code, completionCode) => {
  const { login, hypervisor } = await ipmiUnderTest();
  hypervisor.fail("prepareBoot", new MachineError(code, "as the test wants"));
  const bootFlags = [0x05, 0x80, 0x04, 0, 0, 0];
  expect(await login().commandLater(0x00, 0x08, bootFlags)).toEqual([completionCode]);
});

it("answers FFh for a fault of its own and logs it", async () => {
  const { login, machine, faults } = await ipmiUnderTest();
  machine.setRestorePolicy = () => {
    throw new TypeError("as the test wants");
  };
  expect(login().command(0x00, 0x06, [0x00])).toEqual([0xff]);
  expect(faults).toMatchObject([{ command: "Set Power Restore Policy" }]);
});
