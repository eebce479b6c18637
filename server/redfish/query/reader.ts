import type { RedfishContext } from "../context.ts";
import type { Endpoint } from "../endpoint.ts";
import { RedfishError } from "../errors.ts";
import { mayDo } from "../privileges.ts";
import type { Json } from "../representation.ts";
import type { Request } from "../resource.ts";
import type { Read } from "./expand.ts";

/** Reads resources of the service from within, for whoever asked for the resource that refers to them. */
export class Reader {
  readonly #context: RedfishContext;
  readonly #endpoints: readonly { readonly endpoint: Endpoint; readonly pattern: RegExp }[];

  constructor(endpoints: readonly Endpoint[], context: RedfishContext) {
    this.#context = context;
    this.#endpoints = endpoints
      .filter(({ type }) => type !== undefined)
      .map(endpoint => {
        const uri = endpoint.uri.replace(/\/$/, "").replace(/:(\w+)/g, "(?<$1>[^/]+)");
        return { endpoint, pattern: new RegExp(`^${uri}/?$`) };
      });
  }

  readFor(request: Request): Read {
    return uri => this.#read(uri, request);
  }

  async #read(uri: string, asker: Request): Promise<Json | undefined> {
    for (const { endpoint, pattern } of this.#endpoints) {
      const match = pattern.exec(uri);
      if (match) return this.#get(endpoint, uri.replace(/\/$/, ""), { ...match.groups }, asker);
    }
    return undefined;
  }

  async #get(
    { operations: { GET }, exists }: Endpoint,
    uri: string,
    encoded: Readonly<Record<string, string>>,
    asker: Request,
  ): Promise<Json | undefined> {
    const entries = Object.entries(encoded).map(([name, id]) => [name, decodeURIComponent(id)] as const);
    const parameters = Object.fromEntries(entries);
    const id = decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1));
    const request: Request = { ...asker, uri, id, parameters };
    const context = this.#context;
    if (!GET || !exists(context, parameters)) return undefined;
    const { principal } = asker;
    if (principal && !mayDo(GET.privilege, principal, GET.owner?.(context, request))) return undefined;
    try {
      const call = { context, request, body: {}, ifMatch: undefined, ifNoneMatch: undefined };
      const { body } = await GET.answer(call);
      return body === undefined ? undefined : (JSON.parse(body) as Json);
    } catch (error) {
      // It went between the look and the read.
      if (error instanceof RedfishError && error.status === 404) return undefined;
      throw error;
    }
  }
}
