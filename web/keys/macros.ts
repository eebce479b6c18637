import { computed } from "@preact/signals";
import { stored } from "../app/stored.ts";
import { parseMacro } from "./macro.ts";

/** A sequence of keys under a name, kept in the browser. */
export interface Macro {
  readonly name: string;
  /** As `parseMacro` reads it. */
  readonly sequence: string;
}

export const mostMacros = 50;
export const longestName = 40;
export const longestSequence = 4000;

const isMacro = (value: unknown): value is Macro => {
  if (typeof value !== "object" || value === null) return false;
  const { name, sequence } = value as Partial<Record<keyof Macro, unknown>>;
  if (typeof name !== "string" || typeof sequence !== "string") return false;
  if (name.trim() === "" || name.length > longestName || sequence.length > longestSequence) return false;
  try {
    return parseMacro(sequence).length > 0;
  } catch {
    return false;
  }
};

/** @returns undefined for a text that holds no macros, or one that this page could not run */
export function macrosOf(json: string): readonly Macro[] | undefined {
  try {
    const value: unknown = JSON.parse(json);
    if (!Array.isArray(value) || value.length > mostMacros || !value.every(isMacro)) return undefined;
    return value.map(({ name, sequence }) => ({ name, sequence }));
  } catch {
    return undefined;
  }
}

const kept = stored<string>("macros", "[]", json => macrosOf(json) !== undefined);

export const macros = computed(() => macrosOf(kept.value) ?? []);

/** Those of the same name give way. */
export function keepMacros(added: readonly Macro[], without?: string): void {
  const names = new Set([...added.map(({ name }) => name), without]);
  const others = macros.value.filter(({ name }) => !names.has(name));
  kept.value = JSON.stringify([...others, ...added].slice(0, mostMacros));
}

export const exportedMacros = (): string => `${JSON.stringify(macros.value, null, 2)}\n`;
