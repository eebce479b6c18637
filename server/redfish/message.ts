import { type BaseMessage, base, baseRegistry, type MessageDefinition } from "./registries/base.ts";
import { type Registry, registryName } from "./registries/registry.ts";

/** A message as it stands in `@Message.ExtendedInfo`. */
export interface Message {
  readonly "@odata.type": "#Message.v1_3_0.Message";
  readonly MessageId: string;
  readonly Message: string;
  readonly MessageArgs?: readonly string[];
  readonly RelatedProperties?: readonly string[];
  readonly MessageSeverity: MessageDefinition["severity"];
  readonly Resolution: string;
}

interface Tuples {
  0: [];
  1: [string];
  2: [string, string];
  3: [string, string, string];
  4: [string, string, string, string];
}
type Arguments<D extends MessageDefinition> = Tuples[D["args"]];

export const message = <N extends BaseMessage>(name: N, ...args: Arguments<(typeof base)[N]>): Message =>
  written(`${baseRegistry}.${name}`, base[name], args);

/** A message of another registry than Base. */
export const messageOf = <D extends Readonly<Record<string, MessageDefinition>>, N extends keyof D & string>(
  registry: Registry<D>,
  name: N,
  ...args: Arguments<D[N]>
): Message => written(`${registryName(registry)}.${name}`, registry.messages[name] as D[N], args);

function written(
  id: string,
  { message: text, severity, resolution }: MessageDefinition,
  args: readonly string[],
): Message {
  return {
    "@odata.type": "#Message.v1_3_0.Message",
    MessageId: id,
    Message: text.replace(/%(\d)/g, (_, n) => args[Number(n) - 1] ?? ""),
    ...(args.length > 0 && { MessageArgs: args }),
    MessageSeverity: severity,
    Resolution: resolution,
  };
}

/** @param pointer the property that it is about, as a JSON pointer: "/Boot/BootSourceOverrideTarget" */
export function about(pointer: string, about: Message): Message {
  return { ...about, RelatedProperties: [`#${pointer}`] };
}

/** The same message with what this case adds to it, for a person to read. */
export function because(cause: string, about: Message): Message {
  return { ...about, Message: `${about.Message} ${cause}` };
}
