import { expect, it } from "vitest";
import { cipherSuitesOf } from "../../../server/ipmi/crypto/cipher-suites.ts";
import { CipherSuitePrivileges } from "../../../server/ipmi/session/cipher-suite-privileges.ts";
import { ipmiParts } from "../support/ipmi-under-test.ts";

const open = ({ settings } = ipmiParts().parts, ids: readonly number[] = [17, 3]) =>
  new CipherSuitePrivileges(settings, cipherSuitesOf(ids));

it("lets administrators in with every suite that is offered, and nobody with another", () => {
  const privileges = open();
  expect([17, 3, 1, 0].map(id => privileges.limitOf(id))).toEqual([4, 4, 0, 0]);
  expect(privileges.levels).toEqual([0, 0, 0, 4, ...Array(12).fill(0)]);
});

it("keeps the levels as they were set, and gives none to suites that are not offered", () => {
  const { parts } = ipmiParts();
  const levels = [0, 4, 4, 2, ...Array<4>(12).fill(4)] as const;
  expect(open(parts).setLevels(levels)).toBe(true);
  const privileges = open(parts);
  expect(privileges.levels).toEqual(levels);
  expect([17, 3, 1].map(id => privileges.limitOf(id))).toEqual([4, 2, 0]);
});

it("refuses any level for suite 0", () => {
  const privileges = open();
  expect(privileges.setLevels([1, 0, 0, 4])).toBe(false);
  expect(privileges.levels[0]).toBe(0);
});

it("refuses levels that would keep every administrator out", () => {
  const privileges = open(undefined, [3, 8]);
  expect(privileges.setLevels([0, 4, 4, 3, 4, 4, 4, 4, 2])).toBe(false);
  expect(privileges.limitOf(3)).toBe(4);
});

it("forgets levels that keep every administrator out since other suites are offered", () => {
  const { parts } = ipmiParts();
  expect(open(parts).setLevels([0, 0, 0, 2])).toBe(true);
  expect(open(parts, [3]).limitOf(3)).toBe(4);
  expect(open(parts).limitOf(3)).toBe(2);
});
