import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Channel } from "../../../../server/ipmi/channel.ts";
import { sensorEventCommands } from "../../../../server/ipmi/commands/sensor-event/index.ts";
import { storageCommands } from "../../../../server/ipmi/commands/storage/index.ts";
import { ipmiUnderTest } from "../../support/ipmi-under-test.ts";

const [sensorEvent, platformEvent] = [0x04, 0x02];
const ecc = [0x04, 0x0c, 0x53, 0x6f, 0x00, 0xff, 0xff];

/** What the guest's own software sends. */
async function inBand() {
  const ipmi = await ipmiUnderTest();
  const context = { ...ipmi.bmc, channel: Channel.SystemInterface, origin: { via: "kcs" } };
  const ask = async (netFn: number, cmd: number, data: readonly number[]) => [
    ...(await ipmi.dispatcher.dispatch(context, {
      ...{ netFn, cmd, lun: 0, privilege: 4 as const },
      data: Buffer.from(data),
    })),
  ];
  return { ...ipmi, ask };
}

describe("Platform Event", () => {
  it("logs what a remote console tells, in the console's name", async () => {
    const { login, bmc, seen } = await ipmiUnderTest();
    expect(login().command(sensorEvent, platformEvent, ecc)).toEqual([0]);
    const entry = bmc.eventLog.entries.at(-1);
    expect(entry).toMatchObject({ severity: "Warning", message: "Memory, sensor 53h: state 0 (00 FF FF)" });
    expect(entry?.bytes.toString("hex")).toBe("8110040c536f00ffff");
    expect(seen.at(-1)?.name).toBe("eventLogged");
  });

  it("logs what the machine's own software tells, which says itself who it is", async () => {
    const { ask, bmc } = await inBand();
    expect(await ask(sensorEvent, platformEvent, [0x41, ...ecc])).toEqual([0]);
    expect(bmc.eventLog.entries.at(-1)?.bytes.toString("hex")).toBe("4100040c536f00ffff");
    expect(await ask(sensorEvent, platformEvent, [0x41, ...ecc, 1])).toEqual([0xc7]);
    expect(await ask(sensorEvent, platformEvent, [])).toEqual([0xc7]);
  });

  it("takes messages without the second and the third byte of event data", async () => {
    const { login, bmc } = await ipmiUnderTest();
    const console = login();
    expect(console.command(sensorEvent, platformEvent, ecc.slice(0, 5))).toEqual([0]);
    expect(bmc.eventLog.entries.at(-1)?.bytes.toString("hex")).toBe("8110040c536f00ffff");
    expect(console.command(sensorEvent, platformEvent, ecc.slice(0, 4))).toEqual([0xc7]);
  });

  it("is logged for the machine's own software even while events are not", async () => {
    const { ask, login, bmc } = await inBand();
    await ask(0x06, 0x2e, [0x00]);
    const before = bmc.eventLog.entries.length;
    login().command(sensorEvent, platformEvent, ecc);
    expect(bmc.eventLog.entries).toHaveLength(before);
    await ask(sensorEvent, platformEvent, [0x41, ...ecc]);
    expect(bmc.eventLog.entries).toHaveLength(before + 1);
    expect(await ask(0x06, 0x2f, [])).toEqual([0, 0x00]);
    bmc.eventReceiver.setLogs(true);
    expect(await ask(0x06, 0x2f, [])).toEqual([0, 0x08]);
  });
});

it("has the BMC tell of its own events to itself or to nobody", async () => {
  const { login, bmc, machine } = await ipmiUnderTest();
  const console = login();
  expect(console.command(sensorEvent, 0x01)).toEqual([0, 0x20, 0]);
  expect(console.command(sensorEvent, 0x00, [0x22, 0])).toEqual([0xcc]);
  expect(console.command(sensorEvent, 0x00, [0xff, 0])).toEqual([0]);
  expect(console.command(sensorEvent, 0x01)).toEqual([0, 0xff, 0]);
  const before = bmc.eventLog.entries.length;
  await (await machine.power("reset", { via: "test" })).outcome;
  expect(bmc.eventLog.entries).toHaveLength(before);
  expect(console.command(sensorEvent, 0x00, [0x20, 0])).toEqual([0]);
  await (await machine.power("reset", { via: "test" })).outcome;
  expect(bmc.eventLog.entries).toHaveLength(before + 1);
});

it("sends no alerts, and says so", async () => {
  const console = (await ipmiUnderTest()).login();
  expect(console.command(sensorEvent, 0x16, [0x01, 0x00, 0x00])).toEqual([0xd6]);
  expect(console.command(sensorEvent, 0x16, [0x01, 0x40, 0x00])).toEqual([0, 0]);
  expect(console.command(sensorEvent, 0x17, [1, 0, 2, 0, 0, 0, 3, 4, 5, 6, 7, 8])).toEqual([0]);
});

it("answers whatever bytes come, and has no fault of its own", async () => {
  const { ask, faults } = await inBand();
  const commands = [...sensorEventCommands, ...storageCommands];
  const data = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    // Mostly well-formed requests of the parameter commands, whose depths random bytes seldom reach.
    fc
      .tuple(fc.nat(15), fc.nat(20), fc.nat(6), fc.uint8Array({ maxLength: 24 }))
      .map(([a, b, c, rest]) => Uint8Array.of(a, b, c, ...rest)),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...commands), data, async ({ netFn, cmd }, bytes) => {
      const [completionCode] = await ask(netFn, cmd, [...bytes]);
      expect(completionCode).not.toBe(0xff);
    }),
    { numRuns: 1500 },
  );
  expect(faults).toEqual([]);
});
