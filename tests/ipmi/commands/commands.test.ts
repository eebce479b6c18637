import fc from "fast-check";
import { expect, it } from "vitest";
import { commands } from "../../../server/ipmi/commands/index.ts";
import { Dispatcher } from "../../../server/ipmi/dispatch.ts";
import { Misfit } from "../../../server/ipmi/layout/misfit.ts";
import { ipmiUnderTest } from "../support/ipmi-under-test.ts";

const hex = (n: number): string => n.toString(16).padStart(2, "0");

it("has these commands, with these privileges", () => {
  const lines = commands.map(({ netFn, cmd, privilege, section, name }) =>
    [hex(netFn), hex(cmd), privilege, section.padEnd(5), name].join(" "),
  );
  expect(`\n${lines.join("\n")}\n`).toMatchInlineSnapshot(`
    "
    00 00 2 28.1  Get Chassis Capabilities
    00 01 2 28.2  Get Chassis Status
    00 02 3 28.3  Chassis Control
    00 04 3 28.5  Chassis Identify
    00 06 3 28.8  Set Power Restore Policy
    00 07 2 28.11 Get System Restart Cause
    00 08 3 28.12 Set System Boot Options
    00 09 3 28.13 Get System Boot Options
    00 0f 2 28.14 Get POH Counter
    06 01 2 20.1  Get Device ID
    06 04 2 20.4  Get Self Test Results
    06 08 2 20.8  Get Device GUID
    06 2e 4 22.1  Set BMC Global Enables
    06 2f 2 22.2  Get BMC Global Enables
    06 30 4 22.3  Clear Message Flags
    06 31 4 22.4  Get Message Flags
    06 33 4 22.6  Get Message
    06 35 4 22.8  Read Event Message Buffer
    06 37 0 22.14 Get System GUID
    06 38 0 22.13 Get Channel Authentication Capabilities
    06 3b 2 22.18 Set Session Privilege Level
    06 3c 1 22.19 Close Session
    06 3d 2 22.20 Get Session Info
    06 42 2 22.24 Get Channel Info
    06 48 2 24.1  Activate Payload
    06 49 2 24.2  Deactivate Payload
    06 4a 2 24.4  Get Payload Activation Status
    06 4b 2 24.5  Get Payload Instance Info
    06 4e 2 24.8  Get Channel Payload Support
    06 4f 2 24.9  Get Channel Payload Version
    06 54 0 22.15 Get Channel Cipher Suites
    "
  `);
});

it("does not load with two commands under one number", () => {
  const [first] = commands;
  if (!first) throw new Error("no commands");
  expect(() => new Dispatcher([first, { ...first, name: "Another" }], () => {})).toThrow(
    /"Another".*"Get Chassis/,
  );
});

it.each(commands)("writes a request and a response of $name as it reads them", ({ request, response }) => {
  for (const layout of [request, response]) {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), data => {
        const value = layout.decode(Buffer.from(data));
        if (value instanceof Misfit) return;
        expect(layout.decode(layout.encode(value))).toEqual(value);
      }),
    );
    const whole = layout.decode(Buffer.alloc(layout.size));
    if (!(whole instanceof Misfit)) expect(layout.encode(whole)).toEqual(Buffer.alloc(layout.size));
  }
});

it("answers every command with whatever data, and never by a fault", async () => {
  const { dispatcher, bmc, faults } = await ipmiUnderTest();
  const context = { ...bmc, channel: 15, origin: { via: "kcs" } };
  const request = fc.record({
    netFn: fc.constantFrom(0x00, 0x06),
    cmd: fc.constantFrom(...commands.map(({ cmd }) => cmd)),
    lun: fc.constantFrom(0, 0, 0, 1, 2, 3),
    data: fc.uint8Array({ maxLength: 20 }).map(data => Buffer.from(data)),
    privilege: fc.constantFrom(0, 1, 2, 3, 4, 4, 4),
  });
  await fc.assert(
    fc.asyncProperty(request, async asked => {
      const answer = await dispatcher.dispatch(context, asked as Parameters<typeof dispatcher.dispatch>[1]);
      expect(answer.length).toBeGreaterThan(0);
      if (answer[0] !== 0) expect(answer).toHaveLength(1);
    }),
    { numRuns: 500 },
  );
  expect(faults).toEqual([]);
});
