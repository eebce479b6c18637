import { type Static, type TSchema, Type } from "typebox";
import { Value } from "typebox/value";
import { type VariableName, variables } from "./variables.ts";

export type Config = { readonly [N in VariableName]: Static<(typeof variables)[N]["schema"]> };

/** A variable has a value that it cannot have. The message is the one line for the person who set it. */
export class ConfigError extends Error {}

/** The exit status that says "the configuration is wrong" (sysexits' EX_CONFIG). */
export const exitConfig = 78;

/** What no error message may repeat. */
const secrets: ReadonlySet<VariableName> = new Set(["IPMI_PASS", "IPMI_KG", "VNC_PASSWORD"]);

/** @throws ConfigError */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const names = Object.keys(variables) as VariableName[];
  return Object.fromEntries(names.map(name => [name, readVariable(name, env)])) as unknown as Config;
}

/** Whether the value is the person's own choice, which the server may not replace. */
export function isSet(env: NodeJS.ProcessEnv, name: VariableName): boolean {
  return (env[name] ?? "") !== "";
}

function readVariable(name: VariableName, env: NodeJS.ProcessEnv): unknown {
  const { schema, default: fallback, alias } = variables[name];
  const called = alias !== undefined && !isSet(env, name) ? alias : name;
  const text = env[called] || fallback;
  const value = Type.IsString(schema) || Type.IsEnum(schema) ? text : convert(text);
  if (Value.Check(schema, value)) return value;
  const shown = secrets.has(name) ? "its value" : JSON.stringify(text);
  throw new ConfigError(`${called}: ${shown} is not possible: ${whyNot(schema, value)}.`);
}

function whyNot(schema: TSchema, value: unknown): string {
  if (Type.IsEnum(schema)) return `must be one of ${schema.enum.join(", ")}`;
  if (Type.IsBoolean(schema)) return "must be true or false";
  const [problem] = Value.Errors(schema, value);
  return problem?.message ?? "wrong value";
}

function convert(text: string): unknown {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return /^-?[0-9]+$/.test(text) ? Number(text) : text;
}
