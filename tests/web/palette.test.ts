import { describe, expect, it } from "vitest";
import type { Command } from "../../web/commands/command.ts";
import { found } from "../../web/commands/match.ts";

const command = (title: string, about = "Power", words = ""): Command => ({
  id: title,
  title,
  about,
  words,
  icon: "power",
  run: () => {},
});

const commands = [
  command("Power on", "Power", "On machine"),
  command("Power cycle"),
  command("Force off", "Power", "ForceOff cut"),
  command("Reset", "Power", "ForceRestart"),
  command("Restart the BMC", "BMC", "reboot"),
  { ...command("Next boot from: {device}", "Boot override"), values: { device: "CD or DVD" } },
  command("Sensors", "View"),
  command("Event log", "View"),
];

const titles = (typed: string) => found(commands, typed).map(({ title }) => title);

describe("the command palette", () => {
  it("offers everything in its own order before anything is typed", () => {
    expect(titles("  ")).toHaveLength(commands.length);
    expect(titles("")[0]).toBe("Power on");
  });

  it.each([
    ["pc", "Power cycle"],
    ["power cy", "Power cycle"],
    ["fo", "Force off"],
    ["FORCE", "Force off"],
    ["cd", "Next boot from: CD or DVD"],
    ["boot cd", "Next boot from: CD or DVD"],
    ["reboot", "Restart the BMC"],
    ["evlog", "Event log"],
    ["sens", "Sensors"],
  ])("finds by %j first: %s", (typed, title) => {
    expect(titles(typed)[0]).toBe(title);
  });

  it("wants every word, in any order", () => {
    expect(titles("cycle power")).toEqual(["Power cycle"]);
    expect(titles("cycle sensors")).toEqual([]);
  });

  it("takes what only helps to find a command as whole beginnings of words", () => {
    expect(titles("cut")).toEqual(["Force off"]);
    expect(titles("ctu")).toEqual([]);
  });
});
