import { typing } from "../../console/keymaps/typing.ts";
import { RedfishError } from "../errors.ts";
import { about, messageOf } from "../message.ts";
import { oemActions } from "../oem.ts";
import { qemuBmc } from "../registries/qemu-bmc.ts";
import { action } from "../resource.ts";
import { requireControl } from "./console-control.ts";

/** Seconds of typing that an answer waits for; what takes longer becomes a task. */
const patience = 1;
/** Characters that an error names; the rest of them is only counted. */
const mostNamed = 16;

/** "U+20AC €"; of those that a person would not see, only the code point. */
function named(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return /[\p{C}\p{Z}\p{M}]/u.test(character) ? `U+${code}` : `U+${code} ${character}`;
}

function list(characters: readonly string[]): string {
  const names = characters.slice(0, mostNamed).map(named).join(", ");
  const others = characters.length - mostNamed;
  return others > 0 ? `${names} and ${others} more` : names;
}

export const typeText = action({
  privilege: "ConfigureComponents",
  parameters: oemActions.TypeText.parameters,
  async handle(context, { Text, Layout = "US", KeysPerSecond, DryRun }, request) {
    const typed = typing(Layout, Text);
    if ("missing" in typed) {
      const fault = messageOf(qemuBmc, "CharactersNotOnLayout", Layout, list(typed.missing));
      throw new RedfishError(400, about("/Text", fault));
    }
    if (DryRun) return undefined;
    requireControl(context, request);
    const { keyboard } = context.machine;
    const { chords } = typed;
    keyboard.requireFree();
    const rate = KeysPerSecond ?? keyboard.usualRate;
    if (chords.length <= rate * patience) {
      await keyboard.type(chords, { rate });
      return undefined;
    }
    return context.tasks.run({
      name: "Type text",
      origin: request.origin,
      work: (progress, signal) =>
        keyboard.type(chords, { rate, signal, onTyped: count => progress((100 * count) / chords.length) }),
    });
  },
});

export const pressKeys = action({
  privilege: "ConfigureComponents",
  parameters: oemActions.PressKeys.parameters,
  async handle(context, { Keys }, request) {
    requireControl(context, request);
    await context.machine.keyboard.press(Keys);
    return undefined;
  },
});
