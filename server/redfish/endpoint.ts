import type { RedfishContext } from "./context.ts";
import type { Privilege } from "./privileges.ts";
import type { Window } from "./query/page.ts";
import type { Request } from "./resource.ts";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** An HTTP request, as far as Redfish has a meaning for it. */
export interface Call {
  readonly context: RedfishContext;
  readonly request: Request;
  readonly body: unknown;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  /** As it was asked for, with its query; absent where the service reads for itself. */
  readonly url?: string;
  /** Which members of a collection are wanted; the first ones where it is left out. */
  readonly window?: Window | "all";
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, unless a content-type header says otherwise. */
  readonly body?: string;
  /** In place of a body, what is no text; a content-type header says what it is. */
  readonly bytes?: Buffer;
}

/** What one method does at one URI. */
export interface Operation {
  /** In error messages: an action's name, or the method. */
  readonly name: string;
  /** Any one of them will do. */
  readonly privilege: readonly Privilege[];
  /** Whether the owner may do it even before a password change that is required. */
  readonly changesPassword?: boolean | undefined;
  readonly owner?: ((context: RedfishContext, request: Request) => string | undefined) | undefined;
  readonly answer: (call: Call) => Answer | Promise<Answer>;
}

/** One URI of the service and what can be done there; no HTTP server is known here. */
export interface Endpoint {
  /** With ":Name" for the segments that vary. */
  readonly uri: string;
  /** The URI of the resource that the endpoint belongs to: the same, but for actions. */
  readonly resourceUri: string;
  /** The type of what a GET gives, for the Link header. */
  readonly type?: string;
  /** Whether the resources that the URI names exist. */
  readonly exists: (context: RedfishContext, parameters: Readonly<Record<string, string>>) => boolean;
  readonly operations: Readonly<Partial<Record<Method, Operation>>>;
}

export const isOpen = (operation: Operation | undefined): boolean =>
  operation?.privilege.includes("NoAuth") ?? false;

/** The methods that the endpoint has, as in an Allow header. */
export function allowed({ operations }: Endpoint): string {
  const { GET, ...others } = operations;
  return [...(GET ? ["GET", "HEAD"] : []), ...Object.keys(others)].join(", ");
}
