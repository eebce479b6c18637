import { type BaseMessage, base, baseRegistry } from "./registries/base.ts";

/** A message as it stands in `@Message.ExtendedInfo`. */
export interface Message {
  readonly "@odata.type": "#Message.v1_3_0.Message";
  readonly MessageId: string;
  readonly Message: string;
  readonly MessageArgs?: readonly string[];
  readonly RelatedProperties?: readonly string[];
  readonly MessageSeverity: string;
  readonly Resolution: string;
}

interface Tuples {
  0: [];
  1: [string];
  2: [string, string];
  3: [string, string, string];
}
type Arguments<N extends BaseMessage> = Tuples[(typeof base)[N]["args"]];

export function message<N extends BaseMessage>(name: N, ...args: Arguments<N>): Message {
  const { message: text, severity, resolution } = base[name];
  return {
    "@odata.type": "#Message.v1_3_0.Message",
    MessageId: `${baseRegistry}.${name}`,
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
