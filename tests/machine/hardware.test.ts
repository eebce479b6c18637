import { describe, expect, it } from "vitest";
import { fakeMachine } from "../support/fake-machine.ts";
import { hardware } from "../support/hardware.ts";

const changes = ({ seen }: ReturnType<typeof fakeMachine>) =>
  seen.filter(({ name }) => name === "hardwareChanged").length;

describe("the hardware inventory", () => {
  it("is what is configured, before the machine was ever on", () => {
    const { machine } = fakeMachine();
    expect(machine.hardware.parts).toEqual({
      processors: [{ socket: 0, cores: 2, threads: 2 }],
      memory: [{ id: "dimm0", name: "DIMM 0", size: 2 ** 31 }],
      networkCards: [{ id: "nic0", mac: "52:54:00:12:34:56" }],
      drives: [],
    });
  });

  it("is kept over a restart of the BMC", () => {
    const before = fakeMachine();
    before.hypervisor.showHardware(hardware);
    const { machine } = fakeMachine({ record: before.store.record });
    expect(machine.hardware.parts.drives).toEqual(hardware.drives);
    expect(machine.hardware.parts.processors).toEqual(hardware.processors);
  });

  it("shows what is configured anew of a machine that is off, and keeps the rest", () => {
    const { machine, hypervisor } = fakeMachine();
    hypervisor.showHardware(hardware);
    hypervisor.facts = { ...hypervisor.facts, cpus: 4, memory: 1024 };
    expect(machine.hardware.parts).toMatchObject({
      processors: [{ cores: 4 }],
      memory: [{ size: 2 ** 30 }],
      drives: hardware.drives,
    });
    hypervisor.status = "running";
    expect(machine.hardware.parts).toEqual(hardware);
  });

  it("tells of a change only when something is another one", () => {
    const fake = fakeMachine();
    fake.hypervisor.showHardware(hardware);
    fake.hypervisor.showHardware(structuredClone(hardware));
    expect(changes(fake)).toBe(1);
    fake.hypervisor.showHardware({ ...hardware, drives: [] });
    expect(changes(fake)).toBe(2);
  });

  it("keeps the PCI functions while the firmware numbers the buses anew", () => {
    const fake = fakeMachine();
    const { pciFunctions, ...others } = hardware;
    fake.hypervisor.showHardware(hardware);
    fake.hypervisor.showHardware(others);
    expect(fake.machine.hardware.parts.pciFunctions).toEqual(pciFunctions);
    expect(changes(fake)).toBe(1);
  });
});

describe("the cables", () => {
  it("stay cut over a restart of the BMC, and the hypervisor is told before it finds a guest", async () => {
    const before = fakeMachine();
    await before.machine.links.enable("nic0", false, { via: "test" });
    const { machine, hypervisor } = fakeMachine({ record: before.store.record });
    hypervisor.onFind = () => expect(hypervisor.links.get("nic0")).toBe(false);
    await machine.begin("mains", false);
    expect(machine.links.isEnabled("nic0")).toBe(false);
  });

  it("give a link where they are plugged in and somebody is at the other end", async () => {
    const { machine, hypervisor } = fakeMachine();
    await machine.links.carrierChanged("nic0", false);
    expect(hypervisor.links.get("nic0")).toBe(false);
    await machine.links.enable("nic0", false, { via: "test" });
    await machine.links.carrierChanged("nic0", true);
    expect(hypervisor.links.get("nic0")).toBe(false);
    await machine.links.enable("nic0", true, { via: "test" });
    expect(hypervisor.links.get("nic0")).toBe(true);
  });

  it("have what they missed when the hypervisor was out of reach", async () => {
    const { machine, hypervisor } = fakeMachine();
    hypervisor.fail("setLink");
    await expect(machine.links.carrierChanged("nic0", false)).rejects.toThrow("setLink failed");
    await machine.links.restore();
    expect(hypervisor.links.get("nic0")).toBe(false);
  });

  it("are told of when their carrier changes, but not of what it is like at first", async () => {
    const { machine, seen } = fakeMachine();
    for (const carrier of [false, true, true]) await machine.links.carrierChanged("nic0", carrier);
    const told = seen.filter(({ name }) => name === "nicCarrierChanged");
    expect(told.map(({ payload }) => payload)).toEqual([{ nic: "nic0", carrier: true }]);
  });

  it("are told of when they change, and not when they are as asked already", async () => {
    const { machine, seen } = fakeMachine();
    await machine.links.enable("nic0", true, { via: "test" });
    await machine.links.enable("nic0", false, { via: "test" });
    const told = seen.filter(({ name }) => name === "nicLinkChanged");
    expect(told.map(({ payload }) => payload)).toEqual([
      { nic: "nic0", enabled: false, origin: { via: "test" } },
    ]);
  });
});
