import { expect, it } from "vitest";
import { mayTake, wantedInterfaces } from "../../server/network/wanted.ts";

const usual = ["eth2"];

it.each([
  ["what somebody listed, whatever containerlab says", { listed: ["data0"], clabInterfaces: 5 }, ["data0"]],
  ["containerlab's links but for the BMC's own", { clabInterfaces: 3 }, ["eth2", "eth3"]],
  ["the usual one where the only link is the BMC's", { clabInterfaces: 1 }, ["eth2"]],
  ["the usual one outside of containerlab", {}, ["eth2"]],
])("the machine has cards for %s", (_, given, expected) => {
  const options = { listed: undefined, clabInterfaces: 0, ...given };
  expect(wantedInterfaces({ ...options, usual, own: "eth1" })).toEqual(expected);
});

it("has no more cards than slots", () => {
  const wanted = wantedInterfaces({ listed: undefined, usual, clabInterfaces: 100, own: "eth1" });
  expect(wanted).toHaveLength(23);
});

it("takes links that nobody listed, but neither the management network nor the BMC's own", () => {
  const names = ["eth0", "eth1", "eth2", "eth12", "lo", "wlan0", "docker0", "qb-nic0-00beef"];
  expect(names.filter(mayTake("eth1"))).toEqual(["eth2", "eth12"]);
});
