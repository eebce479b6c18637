import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ControlRefused } from "../../../server/bmc/consoles/console-control.ts";
import { type Arrival, ConsoleViewers } from "../../../server/bmc/consoles/console-viewers.ts";
import type { Party } from "../../../server/bmc/consoles/party.ts";
import type { Role } from "../../../server/bmc/role.ts";
import { EventBus } from "../../../server/events/bus.ts";
import { eventually } from "../../support/eventually.ts";

const origin = { via: "test" };
const party = (id: string, role: Role = "Operator"): Party => ({
  ...{ id, role, userName: `user-${id}`, address: "192.0.2.1" },
});
const anna = party("anna");
const bert = party("bert");
const chief = party("chief", "Administrator");
const reader = party("reader", "ReadOnly");

let seen: string[];
let viewers: ConsoleViewers;

beforeEach(() => {
  seen = [];
  const events = new EventBus(error => {
    throw error;
  });
  events.on("consoleOpened", ({ user, console }) => seen.push(`${user} opened ${console}`));
  events.on("consoleClosed", ({ user, console }) => seen.push(`${user} closed ${console}`));
  viewers = new ConsoleViewers({ events, now: () => 0, returnMilliseconds: 30, answerMilliseconds: 60 });
});
afterEach(() => viewers.close());

const enter = (who: Party, more: Partial<Arrival> = {}) =>
  viewers.enter({
    ...{ party: who, console: "screen", looksOnly: false, onRight: () => {}, onDismissed: () => {} },
    ...more,
  });
const holder = () => viewers.control.holder?.id;

describe("the list of viewers", () => {
  it("has everybody's name, console and time, until they leave", async () => {
    enter(anna);
    const { leave } = enter(bert, { console: "serial", looksOnly: true });
    expect(viewers.list).toMatchObject([
      { party: anna, console: "screen", looksOnly: false, since: new Date(0) },
      { party: bert, console: "serial", looksOnly: true },
    ]);
    leave();
    await eventually(
      () => viewers.list.length === 1,
      2,
      () => seen.join(),
    );
    expect(seen).toEqual(["user-anna opened screen", "user-bert opened serial", "user-bert closed serial"]);
  });

  it("keeps the place of who comes back at once", () => {
    const before = enter(anna);
    before.leave();
    expect(enter(anna).viewer).toBe(before.viewer);
    expect(viewers.list).toHaveLength(1);
  });

  it("tells who is dismissed, once", () => {
    let told = 0;
    const { viewer } = enter(anna, {
      onDismissed: () => {
        told += 1;
      },
    });
    expect(viewers.dismiss(viewer.id)).toBe(true);
    expect(viewers.dismiss(viewer.id)).toBe(false);
    expect({ told, list: viewers.list }).toEqual({ told: 1, list: [] });
  });
});

describe("the control of the consoles", () => {
  it("is everybody's whose role allows it, while nobody asks for it", () => {
    expect([anna, bert, chief].map(who => enter(who).mayType)).toEqual([true, true, true]);
    expect(enter(reader).mayType).toBe(false);
    expect(enter(anna, { looksOnly: true }).mayType).toBe(false);
  });

  it("is taken from all others by the first who asks, on all consoles, and is all people's again when released", () => {
    const rights: string[] = [];
    const onRight = (mayType: boolean) => rights.push(`bert ${mayType}`);
    const ours = enter(anna);
    const theirs = enter(bert, { console: "serial", onRight });
    viewers.control.ask(anna, origin);
    expect([ours.mayType, theirs.mayType, enter(chief).mayType]).toEqual([true, false, false]);
    viewers.control.release(anna, origin);
    expect([ours.mayType, theirs.mayType]).toEqual([true, true]);
    expect(rights).toEqual(["bert false", "bert true"]);
  });

  it("passes to who asks when the holder gives it, and does not when it is kept", () => {
    enter(anna);
    enter(bert);
    viewers.control.ask(anna, origin);
    viewers.control.ask(bert, origin);
    expect({ holder: holder(), asks: viewers.control.request?.party }).toEqual({
      holder: "anna",
      asks: bert,
    });
    viewers.control.keep(anna, origin);
    expect({ holder: holder(), asks: viewers.control.request }).toEqual({ holder: "anna", asks: undefined });
    viewers.control.ask(bert, origin);
    viewers.control.give(anna, origin);
    expect(holder()).toBe("bert");
  });

  it("passes to who asks when the holder does not answer", async () => {
    enter(anna);
    enter(bert);
    viewers.control.ask(anna, origin);
    viewers.control.ask(bert, origin);
    await eventually(() => holder() === "bert", 2, String);
    expect(viewers.control.request).toBeUndefined();
  });

  it("is taken without asking by administrators only", () => {
    for (const who of [anna, bert, chief]) enter(who);
    viewers.control.ask(anna, origin);
    expect(() => viewers.control.take(bert, origin)).toThrow(ControlRefused);
    viewers.control.take(chief, origin);
    expect(holder()).toBe("chief");
    expect(() => viewers.control.release(anna, origin)).toThrow("user-chief has the control.");
  });

  it("is not for who looks at no console or may not type on it", () => {
    enter(reader);
    enter(bert, { looksOnly: true });
    for (const who of [anna, bert, reader]) {
      expect(() => viewers.control.ask(who, origin)).toThrow(/has a console open and may type/);
    }
  });

  it("has one who asks at a time, who may withdraw", () => {
    for (const who of [anna, bert, chief]) enter(who);
    viewers.control.ask(anna, origin);
    viewers.control.ask(bert, origin);
    expect(() => viewers.control.ask(chief, origin)).toThrow("user-bert has asked for the control already.");
    viewers.control.release(bert, origin);
    expect({ holder: holder(), asks: viewers.control.request }).toEqual({ holder: "anna", asks: undefined });
    expect(() => viewers.control.give(anna, origin)).toThrow("Nobody asks for the control.");
  });

  it("survives a reload of the holder's page, and goes when the holder does", async () => {
    const first = enter(anna);
    enter(bert);
    viewers.control.ask(anna, origin);
    first.leave();
    const second = enter(anna);
    expect({ holder: holder(), mayType: second.mayType }).toEqual({ holder: "anna", mayType: true });
    second.leave();
    await eventually(() => holder() === undefined, 2, String);
  });

  it("passes to who asks when the holder leaves, and the wish goes with who leaves", async () => {
    const first = enter(anna);
    const second = enter(bert);
    viewers.control.ask(anna, origin);
    viewers.control.ask(bert, origin);
    first.leave();
    await eventually(() => holder() === "bert", 2, String);
    enter(anna);
    viewers.control.ask(anna, origin);
    second.leave();
    await eventually(() => holder() === "anna", 2, String);
  });
});
