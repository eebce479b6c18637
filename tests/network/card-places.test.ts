import { expect, it } from "vitest";
import { CardPlaces } from "../../server/network/card-places.ts";

function places(late: Readonly<Record<string, number>> = {}, there: readonly string[] = []) {
  const saved: Readonly<Record<string, number>>[] = [];
  const isThere = (name: string): boolean => there.includes(name);
  const cards = new CardPlaces(["eth2", "eth3"], { late, isThere, save: now => saved.push(now) });
  return { cards, saved };
}

it("gives who comes late the first free slot after the listed ones, and remembers it", () => {
  const { cards, saved } = places();
  expect(cards.add("eth9")).toBe("nic2");
  expect(cards.add("eth4")).toBe("nic3");
  expect(saved.at(-1)).toEqual({ eth9: 2, eth4: 3 });
});

it("gives who comes back the slot that it had", () => {
  const { cards } = places({ eth9: 5 }, ["eth9"]);
  expect(cards.add("eth9")).toBe("nic5");
  expect(cards.all.map(({ card }) => card)).toEqual(["nic0", "nic1", "nic5"]);
});

it("has a card for a listed interface that is not there yet, and none for a late one that has left", () => {
  const { cards } = places();
  cards.add("eth9");
  expect(cards.present).toEqual([
    { card: "nic0", interfaceName: "eth2" },
    { card: "nic1", interfaceName: "eth3" },
  ]);
});

it("has 24 slots", () => {
  const { cards } = places();
  const given = Array.from({ length: 23 }, (_, n) => cards.add(`eth${n + 10}`));
  expect(given.slice(-2)).toEqual(["nic23", undefined]);
});
