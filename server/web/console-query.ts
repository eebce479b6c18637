import { type Static, Type } from "typebox";

/** What may stand behind the addresses of the consoles. */
export const consoleQuery = Type.Object({
  /** That it is there means that the viewer wants no more than to look. */
  viewonly: Type.Optional(Type.String({ maxLength: 8 })),
  /** Of the serial line: the offset to go on at. */
  since: Type.Optional(Type.String({ pattern: "^[0-9]{1,15}$" })),
});
export type ConsoleQuery = Static<typeof consoleQuery>;
