import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { KcsServer } from "../../../server/ipmi/kcs/kcs-server.ts";
import { encodeVmMessage, VmDecoder } from "../../../server/ipmi/kcs/vm-protocol.ts";
import { ipmiUnderTest } from "../support/ipmi-under-test.ts";

const opening = Buffer.from("ff01a1083fa1", "hex");
const app = 0x06 << 2;
const chassis = 0x00;

/** A BMC with its system interface, and `qemu` to connect to it. */
async function systemInterface() {
  const dir = mkdtempSync(join(tmpdir(), "kcs-"));
  const path = join(dir, "ipmi.sock");
  const { bmc, dispatcher, machine, events } = await ipmiUnderTest();
  const server = new KcsServer({ bmc, dispatcher }, { info: () => {}, warn: () => {}, error: () => {} });
  await server.listen(path);
  onTestFinished(async () => {
    await server.close();
    rmSync(dir, { recursive: true });
  });
  return { bmc, machine, events, qemu: () => connectQemu(path) };
}

/** QEMU's side: `answers` are messages without checksum, `controls` control commands. */
async function connectQemu(path: string) {
  const socket = connect(path);
  // A later QEMU takes the place of this one.
  socket.on("error", () => {});
  const decoder = new VmDecoder();
  const [answers, controls]: [string[], string[]] = [[], []];
  socket.on("data", chunk => {
    for (const { kind, data } of decoder.push(chunk as Buffer)) {
      if (kind === "message") answers.push(data.subarray(0, -1).toString("hex"));
      else controls.push(data.toString("hex"));
    }
  });
  await new Promise(resolve => socket.once("connect", resolve));
  socket.write(opening);
  const ask = (...message: number[]) => socket.write(encodeVmMessage(Buffer.from(message)));
  return { socket, answers, controls, ask };
}

describe("the system interface", () => {
  it("answers commands in order, with their sequence numbers", async () => {
    const { qemu } = await systemInterface();
    const { ask, answers } = await qemu();
    ask(1, app, 0x04);
    ask(2, app, 0xff);
    ask(3, chassis, 0x01, 0x00);
    await vi.waitFor(() => expect(answers).toHaveLength(3));
    // seq, netFn of the response, cmd, completion code, data
    expect(answers).toEqual(["011c04005500", "021cffc1", "030401c7"]);
  });

  it("has the privileges of an administrator, and power is off at a word of the guest", async () => {
    const { machine, qemu } = await systemInterface();
    await (await machine.power("on", { via: "test" })).outcome;
    const { ask, answers } = await qemu();
    ask(1, chassis, 0x02, 0x00);
    await vi.waitFor(() => expect(answers).toEqual(["01040200"]));
    await vi.waitFor(() => expect(machine.powerState).toBe("off"));
  });

  it("switches interrupts on when the driver wants them, in a write of its own", async () => {
    const { qemu } = await systemInterface();
    const { ask, answers, controls } = await qemu();
    ask(1, app, 0x2e, 0x09);
    await vi.waitFor(() => expect(controls).toEqual(["ff01", "00", "05"]));
    ask(2, app, 0x2f);
    await vi.waitFor(() => expect(answers).toEqual(["011c2e00", "021c2f0009"]));
    ask(3, app, 0x2e, 0x08);
    await vi.waitFor(() => expect(controls.at(-1)).toBe("06"));
  });

  it("has no message and no event waiting", async () => {
    const { qemu } = await systemInterface();
    const { ask, answers } = await qemu();
    ask(1, app, 0x31);
    ask(2, app, 0x33);
    ask(3, app, 0x35);
    ask(4, app, 0x30, 0xff);
    await vi.waitFor(() => expect(answers).toEqual(["011c310000", "021c3380", "031c3580", "041c3000"]));
  });

  it("asks for attention while an event waits, and no longer", async () => {
    const { events, qemu } = await systemInterface();
    const { ask, answers, controls } = await qemu();
    ask(1, app, 0x2e, 0x0c);
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    events.emit("nmiInjected", { origin: { via: "test" } });
    await vi.waitFor(() => expect(controls.at(-1)).toBe("01"));
    ask(2, app, 0x31);
    ask(3, app, 0x35);
    await vi.waitFor(() => expect(controls.at(-1)).toBe("00"));
    ask(4, app, 0x31);
    ask(5, app, 0x35);
    await vi.waitFor(() => expect(answers).toHaveLength(5));
    expect(answers[1]).toBe("021c310002");
    // Record ID, type, (time), generator, revision, Critical Interrupt, its sensor, the event
    expect(answers[2]).toMatch(/^031c3500....02........2000041343[0-9a-f]{2}00ffff$/);
    expect(answers.slice(3)).toEqual(["041c310000", "051c3580"]);
  });

  it("asks by an interrupt when the driver wants interrupts", async () => {
    const { events, qemu } = await systemInterface();
    const { ask, controls } = await qemu();
    ask(1, app, 0x2e, 0x0f);
    await vi.waitFor(() => expect(controls.at(-1)).toBe("05"));
    events.emit("nmiInjected", { origin: { via: "test" } });
    await vi.waitFor(() => expect(controls.at(-1)).toBe("02"));
    ask(2, app, 0x30, 0x02);
    await vi.waitFor(() => expect(controls.at(-1)).toBe("00"));
  });

  it("tells a QEMU that comes what is so, as the one before may have left its guest asking", async () => {
    const { events, qemu } = await systemInterface();
    const first = await qemu();
    first.ask(1, app, 0x2e, 0x0c);
    await vi.waitFor(() => expect(first.answers).toHaveLength(1));
    events.emit("nmiInjected", { origin: { via: "test" } });
    const second = await qemu();
    await vi.waitFor(() => expect(second.controls).toEqual(["ff01", "01"]));
    second.ask(2, app, 0x2e, 0x08);
    await vi.waitFor(() => expect(second.controls).toEqual(["ff01", "01", "00"]));
  });

  it("withdraws its call again from a driver that finds nothing", async () => {
    const { qemu } = await systemInterface();
    const { ask, controls } = await qemu();
    await vi.waitFor(() => expect(controls).toEqual(["ff01", "00"]));
    ask(1, app, 0x31);
    await vi.waitFor(() => expect(controls).toEqual(["ff01", "00", "00"]));
  });

  it("tells of the watchdog's pre-time-out", async () => {
    const { events, qemu } = await systemInterface();
    const { ask, answers, controls } = await qemu();
    const preTimeout = { use: "smsOs", secondsLeft: 5, logged: false } as const;
    events.emit("watchdogPreTimeout", { ...preTimeout, interrupt: "messaging" });
    await vi.waitFor(() => expect(controls.at(-1)).toBe("01"));
    ask(1, app, 0x31);
    ask(2, app, 0x30, 0x08);
    ask(3, app, 0x31);
    await vi.waitFor(() => expect(answers).toEqual(["011c310008", "021c3000", "031c310000"]));
    await vi.waitFor(() => expect(controls.at(-1)).toBe("00"));
    events.emit("watchdogPreTimeout", { ...preTimeout, interrupt: "nmi" });
    ask(4, app, 0x31);
    await vi.waitFor(() => expect(answers.at(-1)).toBe("041c310000"));
  });

  it("forgets what the software before wanted when the machine starts anew", async () => {
    const { bmc, machine, qemu } = await systemInterface();
    const { ask, answers, controls } = await qemu();
    ask(1, app, 0x2e, 0x07);
    await vi.waitFor(() => expect(controls.slice(-2)).toEqual(["05", "02"]));
    await (await machine.power("reset", { via: "test" })).outcome;
    await vi.waitFor(() => expect(controls.slice(-2)).toEqual(["06", "00"]));
    ask(2, app, 0x2f);
    ask(3, app, 0x35);
    await vi.waitFor(() => expect(answers.slice(-2)).toEqual(["021c2f0008", "031c3580"]));
    expect(bmc.eventReceiver.logs).toBe(true);
  });

  it("serves the QEMU that came last", async () => {
    const { qemu } = await systemInterface();
    const first = await qemu();
    const closed = new Promise(resolve => first.socket.once("close", resolve));
    const second = await qemu();
    await closed;
    second.ask(7, app, 0x04);
    await vi.waitFor(() => expect(second.answers).toEqual(["071c04005500"]));
  });

  it("lives on after bytes that are no messages", async () => {
    const { qemu } = await systemInterface();
    const { socket, ask, answers } = await qemu();
    socket.write(Buffer.from("a0a0aaa000a001a0ffffffa0a1a1", "hex"));
    ask(9, app, 0x04);
    await vi.waitFor(() => expect(answers).toEqual(["091c04005500"]));
  });
});
