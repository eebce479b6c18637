import { expect, it } from "vitest";
import { unkept } from "../../server/bmc/settings.ts";
import { Pins, pinnedAtFirst, withoutCertificate } from "../../server/rack/pins.ts";

it("knows a certificate from the first use on, and no other, nor none, for the same service", () => {
  const kept = unkept(pinnedAtFirst);
  const pins = new Pins(kept);
  expect(pins.trust("a", "AA")).toBe("new");
  pins.pin("a", "AA");
  const later = new Pins(kept);
  expect(later.trust("a", "AA")).toBe("known");
  expect(later.trust("a", "BB")).toBe("changed");
  expect(later.trust("a", withoutCertificate)).toBe("changed");
  expect(later.trust("constructor", "AA")).toBe("new");
});

it("forgets the oldest beyond 1024", () => {
  const pins = new Pins(unkept(pinnedAtFirst));
  for (let index = 0; index <= 1024; index += 1) pins.pin(`node-${index}`, "AA");
  expect(pins.trust("node-0", "AA")).toBe("new");
  expect(pins.trust("node-1", "AA")).toBe("known");
  expect(pins.trust("node-1024", "AA")).toBe("known");
});
