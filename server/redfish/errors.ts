import { MachineError, type MachineErrorCode } from "../machine/errors.ts";
import { because, type Message, message } from "./message.ts";

/** Seconds after which a client does well to try again. */
const retryAfter = 3;

/** An error in Redfish's own terms: what the client gets. */
export class RedfishError extends Error {
  readonly status: number;
  readonly messages: readonly Message[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    messages: Message | readonly Message[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    const list: readonly Message[] = Array.isArray(messages) ? messages : [messages as Message];
    super(list.map(each => each.Message).join(" "));
    this.name = "RedfishError";
    this.status = status;
    this.messages = list;
    this.headers = headers;
  }
}

/** Where an error arose: the resource's URI and what was asked of it, an action's name or "PATCH", for example. */
export interface Subject {
  readonly uri: string;
  readonly operation: string;
}

interface Translation {
  readonly status: number;
  readonly message: (subject: Subject) => Message;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Busy is 503 and not 409: the state passes by itself, and sushy, bmclib and Ansible try a 5xx again and
 * give up on a 4xx.
 */
const machineErrors: Record<MachineErrorCode, Translation> = {
  busy: {
    status: 503,
    message: () => message("ResourceInUse"),
    headers: { "retry-after": `${retryAfter}` },
  },
  wrongState: { status: 409, message: () => message("ResourceInStandby") },
  notSupported: { status: 400, message: ({ operation }) => message("ActionNotSupported", operation) },
  unreachable: {
    status: 503,
    message: () => message("ServiceTemporarilyUnavailable", `${retryAfter}`),
    headers: { "retry-after": `${retryAfter}` },
  },
  notFound: { status: 404, message: ({ uri }) => message("ResourceMissingAtURI", uri) },
  failed: { status: 500, message: () => message("InternalError") },
  timedOut: { status: 500, message: () => message("OperationTimeout") },
};

export function fromMachineError(error: MachineError, subject: Subject): RedfishError {
  const { status, message: messageFor, headers } = machineErrors[error.code];
  return new RedfishError(status, because(error.message, messageFor(subject)), headers);
}

/** What a failure says to a client, whatever kind of error it is. */
export function failureMessages(error: unknown, subject: Subject): readonly Message[] {
  if (error instanceof RedfishError) return error.messages;
  if (error instanceof MachineError) return fromMachineError(error, subject).messages;
  return [message("InternalError")];
}

export const resourceMissing = (uri: string): RedfishError =>
  new RedfishError(404, message("ResourceMissingAtURI", uri));

/** The body of an error response (DSP0266, "Error responses"). */
export function errorBody(messages: readonly Message[]) {
  const [first, ...others] = messages;
  const sole = first && others.length === 0 ? first : message("GeneralError");
  return {
    error: { code: sole.MessageId, message: sole.Message, "@Message.ExtendedInfo": messages },
  };
}
