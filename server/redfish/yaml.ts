/** What JSON can hold. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** Strings that are strings in YAML 1.1 and 1.2 without quotes; all others are quoted as in JSON. */
const plain = /^[A-Za-z/][\w/.-]*(?: [A-Za-z(][\w/.(),;'-]*)*$/;
const otherwise = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

const text = (value: string): string =>
  plain.test(value) && !otherwise.test(value) ? value : JSON.stringify(value);

/** YAML in block style, keys in the order of the object. */
export function yaml(value: Value): string {
  return `${lines(value).join("\n")}\n`;
}

function lines(value: Value): readonly string[] {
  if (typeof value === "string") return [text(value)];
  if (typeof value !== "object" || value === null) return [String(value)];
  if (Array.isArray(value)) return value.length === 0 ? ["[]"] : value.flatMap(item);
  const entries = Object.entries(value);
  return entries.length === 0 ? ["{}"] : entries.flatMap(entry);
}

function item(value: Value): readonly string[] {
  const [first, ...others] = lines(value);
  return [`- ${first}`, ...others.map(line => `  ${line}`)];
}

function entry([key, value]: readonly [string, Value]): readonly string[] {
  const inner = lines(value);
  const isBlock = typeof value === "object" && value !== null && Object.keys(value).length > 0;
  return isBlock ? [`${text(key)}:`, ...inner.map(line => `  ${line}`)] : [`${text(key)}: ${inner[0]}`];
}
