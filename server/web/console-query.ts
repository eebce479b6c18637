import { type Static, Type } from "typebox";

const number = Type.String({ pattern: "^[0-9]{1,15}$" });

/** What may stand behind the addresses of the consoles. */
export const consoleQuery = Type.Object({
  /** That it is there means that the viewer wants no more than to look. */
  viewonly: Type.Optional(Type.String({ maxLength: 8 })),
  /** Of the serial line: the offset to go on at. */
  since: Type.Optional(number),
  /** Of the serial line: how many bytes the viewer takes ahead of what it says it has seen. */
  window: Type.Optional(number),
  /** Of the serial line: whether it is told when the bytes came. */
  times: Type.Optional(Type.Enum(["true", "false"])),
});
export type ConsoleQuery = Static<typeof consoleQuery>;
