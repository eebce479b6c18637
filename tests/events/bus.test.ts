import { expect, it } from "vitest";
import { EventBus } from "../../server/events/bus.ts";

const panic = { detail: "x" };

it("delivers in the order of subscription, before emit returns", () => {
  const heard: string[] = [];
  const bus = new EventBus(() => {});
  bus.on("guestPanicked", () => heard.push("first"));
  bus.on("guestPanicked", () => heard.push("second"));
  bus.onEvery(name => heard.push(name));
  bus.emit("guestPanicked", panic);
  expect(heard).toEqual(["first", "second", "guestPanicked"]);
});

it("delivers to the others when one listener throws, and reports it", () => {
  const errors: unknown[] = [];
  const heard: unknown[] = [];
  const bus = new EventBus((error, name) => errors.push([error, name]));
  const broken = new Error("broken");
  bus.on("guestPanicked", () => {
    throw broken;
  });
  bus.on("guestPanicked", payload => heard.push(payload));
  bus.emit("guestPanicked", panic);
  expect(heard).toEqual([panic]);
  expect(errors).toEqual([[broken, "guestPanicked"]]);
});

it("delivers no more after unsubscribing", () => {
  const heard: unknown[] = [];
  const bus = new EventBus(() => {});
  bus.on("guestPanicked", payload => heard.push(payload))();
  bus.onEvery(name => heard.push(name))();
  bus.emit("guestPanicked", panic);
  expect(heard).toEqual([]);
});
