import { expect, it } from "vitest";
import { Claimants } from "../../../server/ipmi/session/claimants.ts";
import { ipmiParts } from "../support/ipmi-under-test.ts";

const nameOnly = 0x14;

it("gives an unknown or disabled user a key that is always the same and opens nothing", () => {
  const claimants = new Claimants(ipmiParts().parts.accounts, Buffer.alloc(32, 1));
  for (const name of ["nobody", "gone", ""]) {
    const claimant = claimants.find(Buffer.from(name), nameOnly);
    expect(claimant).toEqual(claimants.find(Buffer.from(name), nameOnly));
    expect(claimant.limit).toBe(0);
    expect(claimant.key).toHaveLength(20);
    expect(claimant.key).not.toEqual(Buffer.alloc(20));
  }
});

it("gives no two unknown users and no two BMCs the same key", () => {
  const { accounts } = ipmiParts().parts;
  const keyOf = (name: string, secret: number) =>
    new Claimants(accounts, Buffer.alloc(32, secret)).find(Buffer.from(name), nameOnly).key.toString("hex");
  expect(new Set([keyOf("nobody", 1), keyOf("somebody", 1), keyOf("nobody", 2)]).size).toBe(3);
});

it("gives a user its password as key and its role as limit", () => {
  const claimants = new Claimants(ipmiParts().parts.accounts, Buffer.alloc(32));
  const claimant = claimants.find(Buffer.from("reader"), nameOnly);
  expect(claimant).toMatchObject({ userName: "reader", limit: 2 });
  expect(claimant.key.toString("latin1")).toBe("reader-pass".padEnd(20, "\0"));
});
