import { expect, it } from "vitest";
import { nicSpecs } from "../../server/compose-cards.ts";
import { readConfig } from "../../server/config/config.ts";

const one = "6b1f0a52-5c7e-4f0e-9a35-0d9d2f4f7c11";
const other = "9a3f8c5e-0b1d-4a57-8f43-2f6f8f1f9a01";
const node = (lab: string, name: string) => ({
  CLAB_LABEL_CONTAINERLAB: lab,
  CLAB_LABEL_CLAB_NODE_NAME: name,
});

/** The addresses of a machine's cards for these interfaces, from the first slot on. */
const addresses = (names: readonly string[], uuid = one, env: NodeJS.ProcessEnv = {}): readonly string[] => {
  const owner = { config: readConfig(env), env, identity: { uuid } };
  return nicSpecs(owner, new Map(names.entries()), () => ({ type: "user" })).map(({ mac }) => mac);
};
const [first = ""] = addresses(["eth2"]);

it("a card's address is QEMU's, and the same at every start", () => {
  expect(first).toMatch(/^52:54:00(:[0-9a-f]{2}){3}$/);
  expect(addresses(["eth2"])).toEqual([first]);
});

it("a card has the address of its interface, in whatever slot it is", () => {
  expect(addresses(["eth3", "eth2"])[1]).toBe(first);
});

it("no two cards of a machine, and no two machines, share an address", () => {
  const names = Array.from({ length: 24 }, (_, n) => `eth${n + 1}`);
  const all = [...addresses(names), ...addresses(names, other)];
  expect(new Set(all).size).toBe(48);
});

it("a node of containerlab keeps its addresses when its state is new, and shares them with no other node", () => {
  expect(addresses(["eth2"], other, node("dc1", "s1"))).toEqual(addresses(["eth2"], one, node("dc1", "s1")));
  const nodes = [node("dc1", "s1"), node("dc1", "s2"), node("dc2", "s1")];
  expect(new Set(nodes.flatMap(env => addresses(["eth2"], one, env))).size).toBe(3);
});

it("VM_MACS sets the addresses of the slots that it names, and of no others", () => {
  const env = { VM_MACS: ",52:54:00:AA:BB:CC" };
  expect(addresses(["eth2", "eth3"], one, env)).toEqual([first, "52:54:00:aa:bb:cc"]);
});
