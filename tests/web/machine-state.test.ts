import { describe, expect, it } from "vitest";
import type { PowerState } from "../../server/events/events.ts";
import { type PowerAction as MachineAction, powerSteps } from "../../server/machine/power-steps.ts";
import { announcement, eventWords } from "../../web/app/event-words.ts";
import { type MachineEvent, type MachineState, stateAfter } from "../../web/app/machine-state.ts";
import { durationWords } from "../../web/app/time-words.ts";
import { type PowerAction, powerActions } from "../../web/redfish/power-actions.ts";

const at = "2026-01-02T03:04:05.000Z";
const origin = { via: "redfish", user: "admin" };

const off: MachineState = {
  type: "snapshot",
  at,
  hostName: "node1",
  powerState: "off",
  bootOverride: { enabled: "once", target: "pxe", mode: "uefi" },
  identify: { on: false },
  restorePolicy: "previous",
  facts: { cpus: 2, memory: 2048, nics: [] },
  identity: { uuid: "u", manufacturer: "m", model: "m", serialNumber: "s", firmwareVersion: "1" },
  session: { userName: "admin", role: "Administrator" },
  defaultPassword: false,
  consoles: { you: "1", viewers: [] },
};

const powered = (from: PowerState, to: PowerState): MachineEvent => ({
  type: "powerChanged",
  at,
  from,
  to,
  cause: "command",
  origin,
});

describe("the page's picture of the machine", () => {
  it("is what a snapshot says, whatever it was before", () => {
    expect(stateAfter({ ...off, powerState: "on" }, off)).toBe(off);
  });

  it("counts the time up from the start, and not from a resume", () => {
    const on = stateAfter(off, powered("poweringOn", "on"));
    expect(on).toMatchObject({ powerState: "on", lastBootAt: at, bootCause: "command" });
    const resumed = stateAfter({ ...off, powerState: "paused", lastBootAt: "then" }, powered("paused", "on"));
    expect(resumed).toMatchObject({ powerState: "on", lastBootAt: "then" });
  });

  it("follows each change that it shows", () => {
    const messages: MachineEvent[] = [
      { type: "identifyChanged", at, identify: { on: true, until: at }, origin },
      { type: "restorePolicyChanged", at, restorePolicy: "always-on", origin },
      { type: "bootOverrideUsed", at, target: "pxe" },
      { type: "acceleratorChosen", at, accelerator: { name: "kvm", reason: "It works." } },
    ];
    const state = messages.reduce<MachineState | undefined>(stateAfter, off);
    expect(state).toMatchObject({
      identify: { on: true, until: at },
      restorePolicy: "always-on",
      bootOverride: { enabled: "disabled", target: "none", mode: "uefi" },
      facts: { cpus: 2, accelerator: { name: "kvm" } },
    });
  });

  it("is not there before the first snapshot", () => {
    expect(stateAfter(undefined, powered("off", "poweringOn"))).toBeUndefined();
  });
});

describe("what the page offers", () => {
  const machineActions: Record<keyof typeof powerActions, MachineAction> = {
    on: "on",
    shutDown: "soft",
    restart: "gracefulRestart",
    forceOff: "off",
    reset: "reset",
    powerCycle: "cycle",
    nmi: "nmi",
    pause: "pause",
    resume: "resume",
  };

  it.each(Object.entries(powerActions))(
    "%s only where the machine can do it",
    (name, action: PowerAction) => {
      const steps: Partial<Record<PowerState, readonly string[]>> =
        powerSteps[machineActions[name as keyof typeof powerActions]];
      for (const state of action.states) expect(steps[state]?.length).toBeGreaterThan(0);
    },
  );

  it("asks before whatever loses the guest's work", () => {
    const asks = Object.values(powerActions as Record<string, PowerAction>).filter(({ warning }) => warning);
    expect(asks.map(({ resetType }) => resetType)).toEqual(["ForceOff", "ForceRestart", "PowerCycle", "Nmi"]);
  });
});

describe("the page's words", () => {
  it("say what happened, why and by whom", () => {
    expect(eventWords(powered("poweringOn", "on"))).toBe("On, by a command (admin, Redfish)");
    const crash: MachineEvent = { ...powered("on", "crashed"), detail: "out of memory" } as MachineEvent;
    expect(eventWords(crash)).toBe("Crashed: QEMU has ended: out of memory");
  });

  it("call for attention when the guest does not shut down", () => {
    const ignored: MachineEvent = { type: "shutdownIgnored", at, seconds: 120, origin };
    expect(announcement(ignored)).toContain("did not shut down within 120 s");
    expect(announcement(powered("off", "poweringOn"))).toBeUndefined();
  });

  it.each([
    [59_999, "less than a minute"],
    [60_000, "1 min"],
    [3_600_000, "1 h 0 min"],
    [273_600_000, "3 d 4 h"],
  ])("tell %i ms as %s", (milliseconds, words) => {
    expect(durationWords(milliseconds)).toBe(words);
  });
});
