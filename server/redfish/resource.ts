import { type TObject, type TProperties, Type } from "typebox";
import type { Principal } from "../bmc/authentication.ts";
import type { Task } from "../bmc/tasks.ts";
import type { Origin } from "../events/events.ts";
import type { RedfishContext } from "./context.ts";
import type { Message } from "./message.ts";
import type { Privilege } from "./privileges.ts";
import type { BodyOf } from "./properties.ts";

/** Who asks, and for which of the resources of a kind. */
export interface Request {
  /** The resource's own URI, without a trailing slash. */
  readonly uri: string;
  /** The last segment of the URI: the resource's Id. */
  readonly id: string;
  /** The values of all `:Name` segments, by name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly origin: Origin;
  readonly address: string;
  /** Absent where no authentication is needed. */
  readonly principal?: Principal | undefined;
}

/** One privilege, or several of which any one will do. */
export type Privileges = Privilege | readonly Privilege[];

type Handler<Input, Output> = (
  context: RedfishContext,
  input: Input,
  request: Request,
) => Output | Promise<Output>;

/** `handle` gets what `schema` let through; `action`, `patch` and `create` below see to it that the two agree. */
export interface Operation<Output = void> {
  readonly privilege: Privileges;
  readonly schema: TObject;
  readonly handle: Handler<never, Output>;
}

/** What an action comes to: nothing more to tell, the body of its answer, or a task that goes on after the answer. */
type ActionEnd = Task | Readonly<Record<string, unknown>> | undefined;
export type Action = Operation<ActionEnd>;

/** What creating a member gives: its Id, and headers of the answer besides Location. */
export interface Created {
  readonly id: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the client should know besides that it worked. */
  readonly messages?: readonly Message[];
}

export interface Collection {
  readonly name: string;
  /** The Ids of the members that there are. */
  readonly members: (
    context: RedfishContext,
    parameters: Readonly<Record<string, string>>,
  ) => readonly string[];
  /** Whether there is this one, where that is quicker to know than by a look through all members. */
  readonly has?: (
    context: RedfishContext,
    id: string,
    parameters: Readonly<Record<string, string>>,
  ) => boolean;
  /** For a GET of the list; `Login` where it is left out. */
  readonly privilege?: Privileges;
  /** Whether a GET gives the members themselves and not just where they are (OData.AutoExpand). */
  readonly expanded?: true;
  /** What a GET of the list says besides its members: "@Redfish.OperationApplyTimeSupport", for example. */
  readonly annotations?: Readonly<Record<string, unknown>>;
  readonly create?: Operation<Created>;
}

export interface Resource<P extends TProperties = TProperties> {
  /** Without the leading "#": "ComputerSystem.v1_27_0.ComputerSystem". */
  readonly type: string;
  /** Segments that begin with ":" are Ids of members of a collection. */
  readonly uri: string;
  readonly privilege: Privileges;
  /** From `schemas/`, which the browser's half reads, too. */
  readonly properties: P;
  /** @returns undefined when there is no such resource (any more) */
  readonly read: (context: RedfishContext, request: Request) => BodyOf<P> | undefined;
  /** Whether it tells of work that goes on: a GET of it is answered with 202. */
  readonly isUnderWay?: (context: RedfishContext, request: Request) => boolean;
  readonly patch?: Operation;
  /** By qualified name: "ComputerSystem.Reset". */
  readonly actions?: Readonly<Record<string, Action>>;
  readonly remove?: {
    readonly privilege: Privileges;
    readonly handle: (context: RedfishContext, request: Request) => void | Promise<void>;
  };
  /** The collection that this resource is a member of; its URI is `uri` without the last segment. */
  readonly collection?: Collection;
  /** The methods and actions that its owner may use even before a password change that is required. */
  readonly forPasswordChange?: readonly string[];
  /** The user that the resource belongs to, for `ConfigureSelf`. */
  readonly owner?: (context: RedfishContext, request: Request) => string | undefined;
}

export const resource = <P extends TProperties>(declaration: Resource<P>): Resource<P> => declaration;

interface Declared<P extends TProperties, Output> {
  readonly privilege: Privileges;
  readonly handle: Handler<BodyOf<P>, Output>;
}

/**
 * Resolves when it is done or, for what takes long, certain to happen. The task that it may give is answered
 * with 202 and the task's monitor, unless it has come to its end already.
 */
export const action = <P extends TProperties>(
  declaration: Declared<P, ActionEnd> & { readonly parameters: P },
): Action => operation(declaration, declaration.parameters);

/** `properties` are those that a client may write, each of them optional; all others are read-only. */
export const patch = <P extends TProperties>(
  declaration: Declared<P, void> & { readonly properties: P },
): Operation => operation(declaration, declaration.properties);

export const create = <P extends TProperties>(
  declaration: Declared<P, Created> & { readonly properties: P },
): Operation<Created> => operation(declaration, declaration.properties);

function operation<P extends TProperties, Output>(
  { privilege, handle }: Declared<P, Output>,
  properties: P,
): Operation<Output> {
  return { privilege, schema: Type.Object(properties), handle };
}
