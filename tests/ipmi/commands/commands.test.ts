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
    00 03 3 28.4  Chassis Reset
    00 04 3 28.5  Chassis Identify
    00 05 4 28.7  Set Chassis Capabilities
    00 06 3 28.8  Set Power Restore Policy
    00 07 2 28.11 Get System Restart Cause
    00 08 3 28.12 Set System Boot Options
    00 09 3 28.13 Get System Boot Options
    00 0a 4 28.6  Set Front Panel Button Enables
    00 0b 4 28.9  Set Power Cycle Interval
    00 0f 2 28.14 Get POH Counter
    04 00 4 29.1  Set Event Receiver
    04 01 2 29.2  Get Event Receiver
    04 02 3 29.3  Platform Event
    04 10 2 30.1  Get PEF Capabilities
    04 11 4 30.2  Arm PEF Postpone Timer
    04 12 4 30.3  Set PEF Configuration Parameters
    04 13 3 30.4  Get PEF Configuration Parameters
    04 14 4 30.5  Set Last Processed Event ID
    04 15 4 30.6  Get Last Processed Event ID
    04 16 4 30.7  Alert Immediate
    04 17 2 30.8  PET Acknowledge
    04 20 2 35.2  Get Device SDR Info
    04 21 2 35.3  Get Device SDR
    04 22 2 35.4  Reserve Device SDR Repository
    04 23 2 35.5  Get Sensor Reading Factors
    04 24 3 35.6  Set Sensor Hysteresis
    04 25 2 35.7  Get Sensor Hysteresis
    04 26 3 35.8  Set Sensor Thresholds
    04 27 2 35.9  Get Sensor Thresholds
    04 28 3 35.10 Set Sensor Event Enable
    04 29 2 35.11 Get Sensor Event Enable
    04 2a 3 35.12 Re-arm Sensor Events
    04 2b 2 35.13 Get Sensor Event Status
    04 2d 2 35.14 Get Sensor Reading
    04 2e 3 35.15 Set Sensor Type
    04 2f 2 35.16 Get Sensor Type
    04 30 3 35.17 Set Sensor Reading And Event Status
    06 01 2 20.1  Get Device ID
    06 02 4 20.2  Cold Reset
    06 03 4 20.3  Warm Reset
    06 04 2 20.4  Get Self Test Results
    06 06 4 20.6  Set ACPI Power State
    06 07 2 20.7  Get ACPI Power State
    06 08 2 20.8  Get Device GUID
    06 09 2 21.2  Get NetFn Support
    06 0a 2 21.3  Get Command Support
    06 0b 2 21.4  Get Command Sub-function Support
    06 0c 2 21.5  Get Configurable Commands
    06 0d 2 21.6  Get Configurable Command Sub-functions
    06 22 3 27.5  Reset Watchdog Timer
    06 24 3 27.6  Set Watchdog Timer
    06 25 2 27.7  Get Watchdog Timer
    06 2e 4 22.1  Set BMC Global Enables
    06 2f 2 22.2  Get BMC Global Enables
    06 30 4 22.3  Clear Message Flags
    06 31 4 22.4  Get Message Flags
    06 32 4 22.5  Enable Message Channel Receive
    06 33 4 22.6  Get Message
    06 34 2 22.7  Send Message
    06 35 4 22.8  Read Event Message Buffer
    06 37 0 22.14 Get System GUID
    06 38 0 22.13 Get Channel Authentication Capabilities
    06 39 0 22.16 Get Session Challenge
    06 3a 0 22.17 Activate Session
    06 3b 2 22.18 Set Session Privilege Level
    06 3c 1 22.19 Close Session
    06 3d 2 22.20 Get Session Info
    06 40 4 22.22 Set Channel Access
    06 41 2 22.23 Get Channel Access
    06 43 4 22.26 Set User Access
    06 44 3 22.27 Get User Access
    06 45 4 22.28 Set User Name
    06 46 3 22.29 Get User Name
    06 47 4 22.30 Set User Password
    06 42 2 22.24 Get Channel Info
    06 48 2 24.1  Activate Payload
    06 49 2 24.2  Deactivate Payload
    06 4a 2 24.4  Get Payload Activation Status
    06 4b 2 24.5  Get Payload Instance Info
    06 4e 2 24.8  Get Channel Payload Support
    06 4f 2 24.9  Get Channel Payload Version
    06 50 2 24.10 Get Channel OEM Payload Info
    06 54 0 22.15 Get Channel Cipher Suites
    06 58 4 22.14a Set System Info Parameters
    06 59 2 22.14b Get System Info Parameters
    06 56 4 22.25 Set Channel Security Keys
    06 55 2 24.3  Suspend/Resume Payload Encryption
    06 60 4 21.7  Set Command Enables
    06 61 2 21.8  Get Command Enables
    06 62 4 21.9  Set Command Sub-function Enables
    06 63 2 21.10 Get Command Sub-function Enables
    06 64 2 21.11 Get OEM NetFn IANA Support
    06 4c 4 24.6  Set User Payload Access
    06 4d 3 24.7  Get User Payload Access
    0a 10 2 34.1  Get FRU Inventory Area Info
    0a 11 2 34.2  Read FRU Data
    0a 12 3 34.3  Write FRU Data
    0a 20 2 33.9  Get SDR Repository Info
    0a 21 2 33.10 Get SDR Repository Allocation Info
    0a 22 2 33.11 Reserve SDR Repository
    0a 23 2 33.12 Get SDR
    0a 24 3 33.13 Add SDR
    0a 25 3 33.14 Partial Add SDR
    0a 26 3 33.15 Delete SDR
    0a 27 3 33.16 Clear SDR Repository
    0a 28 2 33.17 Get SDR Repository Time
    0a 29 3 33.18 Set SDR Repository Time
    0a 2a 3 33.19 Enter SDR Repository Update Mode
    0a 2b 3 33.20 Exit SDR Repository Update Mode
    0a 2c 3 33.21 Run Initialization Agent
    0a 40 2 31.2  Get SEL Info
    0a 41 2 31.3  Get SEL Allocation Info
    0a 42 2 31.4  Reserve SEL
    0a 43 2 31.5  Get SEL Entry
    0a 44 3 31.6  Add SEL Entry
    0a 45 3 31.7  Partial Add SEL Entry
    0a 46 3 31.8  Delete SEL Entry
    0a 47 3 31.9  Clear SEL
    0a 48 2 31.10 Get SEL Time
    0a 49 3 31.11 Set SEL Time
    0a 5a 2 31.12 Get Auxiliary Log Status
    0a 5b 4 31.13 Set Auxiliary Log Status
    0a 5c 2 31.11a Get SEL Time UTC Offset
    0a 5d 3 31.11b Set SEL Time UTC Offset
    0c 01 4 23.1  Set LAN Configuration Parameters
    0c 02 3 23.2  Get LAN Configuration Parameters
    0c 03 4 23.3  Suspend BMC ARPs
    0c 04 2 23.4  Get IP/UDP/RMCP Statistics
    0c 10 4 25.1  Set Serial/Modem Configuration
    0c 11 3 25.2  Get Serial/Modem Configuration
    0c 21 4 26.2  Set SOL Configuration Parameters
    0c 22 2 26.3  Get SOL Configuration Parameters
    2c 01 2 6.1.1 Get DCMI Capabilities Info
    2c 02 2 6.6.1 Get Power Reading
    2c 03 2 6.6.2 Get Power Limit
    2c 04 3 6.6.3 Set Power Limit
    2c 05 3 6.6.4 Activate/Deactivate Power Limit
    2c 06 2 6.4.2 Get Asset Tag
    2c 07 3 6.5.2 Get DCMI Sensor Info
    2c 08 3 6.4.3 Set Asset Tag
    2c 09 2 6.4.6.1 Get Management Controller Identifier String
    2c 0a 4 6.4.6.2 Set Management Controller Identifier String
    2c 0b 3 6.7.2 Set Thermal Limit
    2c 0c 2 6.7.1 Get Thermal Limit
    2c 10 2 6.7.3 Get Temperature Readings
    2c 12 4 6.1.2 Set DCMI Configuration Parameters
    2c 13 2 6.1.3 Get DCMI Configuration Parameters
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
