import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { variables } from "../../server/config/variables.ts";

const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

it("the README's table lists every variable with its default", () => {
  const rows = [...readme.matchAll(/^\| `([A-Z0-9_]+)` \| (?:`(.*?)`)? \| (.+) \|$/gm)];
  const listed = rows.map(([, name, fallback = "", about]) => ({ name, fallback, about }));
  // Root's folder stands in the table, whoever runs the test.
  const expected = Object.entries(variables).map(([name, variable]) => ({
    name,
    fallback: name === "STATE_DIR" ? "/var/lib/qemu-bmc" : variable.default,
    about: variable.about,
  }));
  expect(listed).toEqual(expected);
});
