import type { RedfishContext } from "../context.ts";
import type { Endpoint } from "../endpoint.ts";
import { RedfishError } from "../errors.ts";
import { mayDo } from "../privileges.ts";
import type { Json } from "../representation.ts";
import type { Request } from "../resource.ts";
import type { Parameters, UriTree } from "../uri-tree.ts";
import type { Read } from "./expand.ts";

/** Reads resources of the service from within, for whoever asked for the resource that refers to them. */
export class Reader {
  readonly #routes: UriTree<{ readonly endpoint: Endpoint }>;
  readonly #context: RedfishContext;

  constructor(routes: UriTree<{ readonly endpoint: Endpoint }>, context: RedfishContext) {
    this.#routes = routes;
    this.#context = context;
  }

  readFor(request: Request): Read {
    return uri => this.#read(uri, request);
  }

  async #read(uri: string, asker: Request): Promise<Json | undefined> {
    const found = this.#routes.find(uri);
    if (!found?.value.endpoint.type) return undefined;
    return this.#get(found.value.endpoint, uri.replace(/\/$/, ""), found.parameters, asker);
  }

  async #get(
    { operations: { GET }, exists }: Endpoint,
    uri: string,
    parameters: Parameters,
    asker: Request,
  ): Promise<Json | undefined> {
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
