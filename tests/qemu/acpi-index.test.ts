import { expect, it } from "vitest";
import { acpiIndexes } from "../../server/qemu/acpi-index.ts";

it.each([
  [
    ["eth2", "eth3"],
    [2, 3],
  ],
  [
    ["eth12", "eth2"],
    [12, 2],
  ],
  [
    ["eth2", "data2"],
    [2, 1001],
  ],
  [
    ["uplink", "eth0"],
    [1000, 1001],
  ],
  [["eth99999"], [1000]],
])("numbers %j as %j, each once", (names, expected) => {
  expect([...acpiIndexes(new Map(names.entries())).values()]).toEqual(expected);
});
