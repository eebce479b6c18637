import { type Equivalent, equivalents, objectOf, type Place, type Words } from "./ipmi-equivalents.ts";
import type { Sent } from "./requests.ts";
import { passwordVariable, quoted } from "./shell.ts";

export interface IpmitoolOptions {
  readonly userName: string;
  /** As in an address: an IPv6 address may stand in brackets. */
  readonly host: string;
  readonly port: number;
  /** The name of the resource, where the page has read it. */
  readonly name: string | undefined;
}

/** IPMI 2.0 §13.1.2 */
const usualPort = 623;

/** Commands that do the same over IPMI, one a line; undefined where IPMI cannot, or not all of it. */
export function ipmitoolOf(
  { method, uri, body }: Pick<Sent, "method" | "uri" | "body">,
  { userName, host, port, name }: IpmitoolOptions,
): string | undefined {
  const [path = ""] = uri.split("?");
  const equivalent = equivalents.find(each => each.method === method && each.uri.test(path));
  if (!equivalent) return undefined;
  const [, id = ""] = equivalent.uri.exec(path) ?? [];
  const commands = commandsOf(equivalent, body, { id, name });
  if (commands.length === 0 || commands.includes(undefined)) return undefined;
  const program = [
    `IPMI_PASSWORD=${passwordVariable}`,
    ...["ipmitool", "-I", "lanplus", "-C", "17", "-H", quoted(host.replace(/^\[|\]$/g, ""))],
    ...(port === usualPort ? [] : ["-p", String(port)]),
    ...["-U", quoted(userName), "-E"],
  ];
  return commands.map(words => [...program, ...(words ?? [])].join(" ")).join("\n");
}

function commandsOf({ words, properties = {} }: Equivalent, body: unknown, place: Place): readonly Words[] {
  if (words) return words(place);
  return Object.entries(objectOf(body)).flatMap(([property, value]) => {
    const ofValue = Object.hasOwn(properties, property) ? properties[property] : undefined;
    return ofValue ? ofValue(value, place) : [undefined];
  });
}
