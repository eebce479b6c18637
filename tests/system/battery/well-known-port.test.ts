import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe } from "vitest";
import { battery } from "./battery.ts";
import { ping } from "./sections/ping.ts";

const namespace = `ping${process.pid}`;
const ip = (...args: readonly string[]): Buffer => execFileSync("ip", args);

/** What knows no other port than 623 needs a network of its own. */
describe("on port 623", () => {
  beforeAll(() => {
    ip("netns", "add", namespace);
    ip("netns", "exec", namespace, "ip", "link", "set", "lo", "up");
  });
  afterAll(() => {
    ip("netns", "delete", namespace);
  });
  battery([ping], { env: { POWER_ON_AT_START: "false" }, namespace });
});
