import type { KeyCode } from "../../server/redfish/oem.ts";
import { chordName, keyNamed } from "./key-names.ts";

/** What a macro does, one after the other. */
export type MacroStep =
  | { readonly type: "keys"; readonly keys: readonly KeyCode[] }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "wait"; readonly milliseconds: number };

export type MacroFaultCode = "unknownKey" | "unknownWord" | "openQuote" | "tooLong" | "tooManyKeys" | "empty";

/** What is wrong with a macro, and with which part of it. */
export class MacroFault extends Error {
  readonly code: MacroFaultCode;
  readonly part: string;

  constructor(code: MacroFaultCode, part: string) {
    super(`${code}: ${part}`);
    this.code = code;
    this.part = part;
  }
}

export const longestWait = 60_000;
/** As many as the BMC presses at once. */
const mostKeys = 8;

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t" };
const token = /\s*(?:"(?<text>(?:[^"\\]|\\.)*)"|(?<quote>")|wait\((?<wait>\d+)\)|(?<word>[^\s"]+))/iy;

/**
 * Reads what a person has written: `Ctrl+Alt+F2 "root" Enter Wait(500)`. In quotes \n is Enter, \t is Tab, and a
 * backslash goes before a quote and before itself.
 * @throws MacroFault
 */
export function parseMacro(source: string): readonly MacroStep[] {
  const steps: MacroStep[] = [];
  const text = source.trim();
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at;
    const { groups = {} } = token.exec(text) ?? {};
    steps.push(stepOf(groups, text.slice(at)));
  }
  if (steps.length === 0) throw new MacroFault("empty", "");
  return steps;
}

function stepOf(groups: Readonly<Record<string, string | undefined>>, rest: string): MacroStep {
  const { text, wait, word } = groups;
  if (text !== undefined) {
    const unescaped = text.replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character);
    return { type: "text", text: unescaped };
  }
  if (wait !== undefined) {
    const milliseconds = Number(wait);
    if (milliseconds > longestWait) throw new MacroFault("tooLong", wait);
    return { type: "wait", milliseconds };
  }
  if (word !== undefined) return { type: "keys", keys: chordOf(word) };
  throw new MacroFault("openQuote", rest.trim());
}

function chordOf(word: string): readonly KeyCode[] {
  const names = word.split("+");
  if (names.length > mostKeys) throw new MacroFault("tooManyKeys", word);
  return names.map(name => {
    const code = keyNamed(name);
    if (!code) throw new MacroFault(names.length > 1 ? "unknownKey" : "unknownWord", name || word);
    return code;
  });
}

const quoted = (text: string): string =>
  `"${text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t")}"`;

/** The same steps as a person would write them. */
export const macroText = (steps: readonly MacroStep[]): string =>
  steps
    .map(step => {
      if (step.type === "text") return quoted(step.text);
      if (step.type === "wait") return `Wait(${step.milliseconds})`;
      return chordName(step.keys);
    })
    .join(" ");
