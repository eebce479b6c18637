import fc from "fast-check";
import { expect, it } from "vitest";
import { ipmiUnderTest } from "./support/ipmi-under-test.ts";
import { lanRequest, type RemoteConsole } from "./support/remote-console.ts";

/** Valid packets of every kind, as they would go out next. */
function validPackets(console: RemoteConsole): Buffer[] {
  return [
    Buffer.from("0600ff06000011be80420000", "hex"),
    console.sessionless(0x00, lanRequest(0x06, 0x38, [0x8e, 4], 1)),
    console.sessionless(0x00, lanRequest(0x06, 0x54, [0x0e, 0, 0x80], 1)),
    console.sessionless(0x10, console.openRequest()),
    console.sessionless(0x12, console.rakp1Request()),
    console.sessionless(0x14, console.rakp3Request()),
    console.packet(console.request(0x00, 0x02, [0x00])),
    console.packet(Buffer.from([1, 0, 0, 0, 0x61]), { payloadType: 1 }),
  ];
}

const mutation = fc.record({
  flips: fc.array(fc.record({ at: fc.nat(200), by: fc.integer({ min: 1, max: 255 }) }), { maxLength: 3 }),
  cut: fc.option(fc.nat(120), { nil: undefined }),
  tail: fc.uint8Array({ maxLength: 8 }),
});

function mutate(
  packet: Buffer,
  { flips, cut, tail }: { flips: { at: number; by: number }[]; cut: number | undefined; tail: Uint8Array },
) {
  const whole = Buffer.concat([packet, tail]);
  const mutated = cut === undefined ? whole : whole.subarray(0, cut);
  for (const { at, by } of flips) {
    if (at < mutated.length) mutated.writeUInt8((mutated[at] as number) ^ by, at);
  }
  return mutated;
}

it("survives any bytes", async () => {
  const { connect, bmc, hypervisor } = await ipmiUnderTest();
  const console = connect();
  const begin = fc.constantFrom("", "0600ff07", "0600ff0706", "0600ff0700", "0600ff06");
  fc.assert(
    fc.property(begin, fc.uint8Array({ maxLength: 300 }), (prefix, data) => {
      console.send(Buffer.concat([Buffer.from(prefix, "hex"), data]));
    }),
    { numRuns: 2000 },
  );
  expect(bmc.sessions.list()).toEqual([]);
  expect(hypervisor.calls).toEqual([]);
});

it("survives damaged packets of every kind, executes none of them, and keeps its sessions", async () => {
  const { login, bmc, serial, hypervisor, logins } = await ipmiUnderTest();
  const console = login();
  console.command(0x06, 0x48, [0x01, 0x01, 0xc0, 0, 0, 0]);
  fc.assert(
    fc.property(fc.nat(7), mutation, (index, change) => {
      const packet = validPackets(console)[index] as Buffer;
      const mutated = mutate(packet, change);
      if (!mutated.equals(packet)) console.send(mutated);
    }),
    { numRuns: 2000 },
  );
  expect(hypervisor.calls).toEqual([]);
  expect(serial.typed).toBe("");
  expect(bmc.sessions.list()).toHaveLength(1);
  expect(logins.size).toBeLessThanOrEqual(256);
});

it("survives any message in a session", async () => {
  const { login, bmc } = await ipmiUnderTest();
  const console = login("reader", 2);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 0, max: 0x3f }), (data, payloadType) => {
      console.send(console.packet(Buffer.from(data), { payloadType }));
    }),
    { numRuns: 1000 },
  );
  expect(console.command(0x00, 0x01)[0]).toBe(0);
  expect(bmc.sessions.list()).toHaveLength(1);
});

it("gives every SOL payload the right or no answer", async () => {
  const { login, bmc } = await ipmiUnderTest();
  const console = login();
  console.command(0x06, 0x48, [0x01, 0x01, 0xc0, 0, 0, 0]);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 270 }), data => {
      for (const answer of console.sendSol(Buffer.from(data))) {
        expect(console.unwrap(answer).payload.length).toBeLessThanOrEqual(259);
      }
    }),
    { numRuns: 500 },
  );
  expect(bmc.serialOverLan.find(1)?.owner.id).toBe(console.bmcSessionId);
});
