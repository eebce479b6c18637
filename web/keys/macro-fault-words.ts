import { filled, translated } from "../app/language.ts";
import { longestWait, type MacroFault, type MacroFaultCode } from "./macro.ts";

const words = translated<Readonly<Record<MacroFaultCode, string>>>({
  unknownKey: 'There is no key "{part}".',
  unknownWord: '"{part}" is no key. Text stands in quotes.',
  openQuote: "A quote is opened and not closed: {part}",
  tooLong: "Wait(…) takes up to {longest} milliseconds.",
  tooManyKeys: 'These are too many keys at once: "{part}"',
  empty: "Write what is to be pressed, or record it.",
});

export const macroFaultWords = ({ code, part }: MacroFault): string =>
  filled(words[code], { part, longest: longestWait });
