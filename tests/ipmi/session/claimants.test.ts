import { expect, it } from "vitest";
import { LanAccess } from "../../../server/ipmi/channel-access.ts";
import { Claimants } from "../../../server/ipmi/session/claimants.ts";
import { ipmiParts } from "../support/ipmi-under-test.ts";

const nameOnly = 0x14;

function claimantsOf({ accounts, settings }: ReturnType<typeof ipmiParts>["parts"], secret = 0): Claimants {
  return new Claimants(accounts, new LanAccess(settings), Buffer.alloc(32, secret));
}

it("gives an unknown or disabled user a key that is always the same and opens nothing", () => {
  const claimants = claimantsOf(ipmiParts().parts);
  for (const name of ["nobody", "gone", ""]) {
    const claimant = claimants.find(Buffer.from(name), nameOnly);
    expect(claimant).toEqual(claimants.find(Buffer.from(name), nameOnly));
    expect(claimant.limit).toBe(0);
    expect(claimant.key).toHaveLength(20);
    expect(claimant.key).not.toEqual(Buffer.alloc(20));
  }
});

it("gives no two unknown users and no two BMCs the same key", () => {
  const { parts } = ipmiParts();
  const keyOf = (name: string, secret: number) =>
    claimantsOf(parts, secret).find(Buffer.from(name), nameOnly).key.toString("hex");
  expect(new Set([keyOf("nobody", 1), keyOf("somebody", 1), keyOf("nobody", 2)]).size).toBe(3);
});

it("gives a user its password as key and its role as limit", () => {
  const claimants = claimantsOf(ipmiParts().parts);
  const claimant = claimants.find(Buffer.from("reader"), nameOnly);
  expect(claimant).toMatchObject({ userName: "reader", limit: 2 });
  expect(claimant.key.toString("latin1")).toBe("reader-pass".padEnd(20, "\0"));
});

it("lets nobody in by an empty password where the account has none", () => {
  const { parts } = ipmiParts();
  parts.accounts.create({ userName: "empty", role: "Operator" }, { via: "test" });
  const claimant = claimantsOf(parts).find(Buffer.from("empty"), nameOnly);
  expect(claimant.limit).toBe(0);
  expect(claimant.key).not.toEqual(Buffer.alloc(20));
});

it("lets nobody have more than the channel's limit, and nobody in while it is disabled", () => {
  const { parts } = ipmiParts();
  const lanAccess = new LanAccess(parts.settings);
  const claimants = new Claimants(parts.accounts, lanAccess, Buffer.alloc(32));
  lanAccess.change({ limit: 3 });
  expect(claimants.find(Buffer.from("admin"), nameOnly).limit).toBe(3);
  expect(claimants.find(Buffer.from("reader"), nameOnly).limit).toBe(2);
  lanAccess.change({ mode: "disabled" });
  expect(claimants.find(Buffer.from("admin"), nameOnly).limit).toBe(0);
});
