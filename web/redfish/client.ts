import { address } from "../app/address.ts";
import { t } from "../app/language.ts";
import { changes, type Sent } from "./requests.ts";

/** One thing that is wrong with a request. */
export interface Fault {
  /** A sentence for a person. */
  readonly text: string;
  /** The property that it is about, as a path: "Thresholds/UpperCritical/Reading". */
  readonly property?: string | undefined;
}

/** A request that was refused or did not get through; the message is a sentence for a person. */
export class RedfishFailure extends Error {
  readonly status: number;
  readonly faults: readonly Fault[];

  /** @param status 0 when there was no answer */
  constructor(status: number, faults: readonly Fault[]) {
    super(faults.map(({ text }) => text).join(" "));
    this.status = status;
    this.faults = faults;
  }
}

/** A change that was told and not made, because the person only wants to know the command for it. */
export class Rehearsed extends RedfishFailure {
  constructor() {
    super(0, [{ text: t("Nothing was sent: the page only shows the commands.") }]);
  }
}

/** The error body of DSP0266 §8.6. */
interface ErrorBody {
  readonly error?: {
    readonly message?: string;
    readonly "@Message.ExtendedInfo"?: readonly {
      readonly Message?: string;
      readonly RelatedProperties?: readonly string[];
    }[];
  };
}

export interface Picture {
  readonly etag: string;
  /** Absent of one that is known. */
  readonly blob?: Blob;
}

type Headers = Readonly<Record<string, string>>;
const unattended: Headers = { "X-Unattended": "true" };

export interface RedfishClientOptions {
  readonly csrfToken: () => string | undefined;
  /** The session is no longer valid. */
  readonly onUnauthorized: () => void;
  /** Whether what changes anything is only told, and not sent. */
  readonly isRehearsal: () => boolean;
  /** Hears of each request before it is sent, or instead. */
  readonly onRequest: (request: Sent) => void;
}

/** Redfish from the page: the cookie says who, X-CSRF-Token that it is this page. */
export class RedfishClient {
  readonly #options: RedfishClientOptions;
  readonly #names = new Map<string, string>();

  constructor(options: RedfishClientOptions) {
    this.#options = options;
  }

  /**
   * Reading keeps no session from its end: what is in sight is read again and again, whether somebody looks or not.
   * @throws RedfishFailure
   */
  async get<T>(uri: string): Promise<T> {
    const response = await this.#request("GET", uri, undefined, unattended);
    const resource = (await response.json()) as T & Readonly<Record<string, unknown>>;
    this.#remember(resource);
    return resource;
  }

  /** Tells the BMC that somebody is there. @throws RedfishFailure */
  async useSession(uri: string): Promise<void> {
    await this.#request("GET", uri);
  }

  /** The name of a resource that has been read by itself or with its collection. */
  nameOf(uri: string): string | undefined {
    return this.#names.get(uri);
  }

  /**
   * @param known the ETags of pictures that are here already
   * @throws RedfishFailure
   */
  async picture(uri: string, known: readonly string[]): Promise<Picture> {
    const condition: Headers = known.length > 0 ? { "If-None-Match": known.join(", ") } : {};
    const response = await this.#request("GET", uri, undefined, { ...unattended, ...condition });
    const etag = response.headers.get("ETag") ?? "";
    return response.status === 304 ? { etag } : { etag, blob: await response.blob() };
  }

  /** @throws RedfishFailure */
  async patch(uri: string, body: unknown): Promise<void> {
    await this.#request("PATCH", uri, body);
  }

  /** @throws RedfishFailure */
  async post(uri: string, body: unknown): Promise<void> {
    await this.#request("POST", uri, body);
  }

  /** An action that answers with more than that it is done. @throws RedfishFailure */
  async ask<T>(uri: string, body: unknown): Promise<T> {
    const response = await this.#request("POST", uri, body);
    return (await response.json()) as T;
  }

  /**
   * For what may go on after the answer.
   * @returns the Id of the task that goes on with it; undefined when it is done
   * @throws RedfishFailure
   */
  async start(uri: string, body: unknown): Promise<string | undefined> {
    const response = await this.#request("POST", uri, body);
    if (response.status !== 202) return undefined;
    return ((await response.json()) as { readonly Id: string }).Id;
  }

  /** @throws RedfishFailure */
  async delete(uri: string): Promise<void> {
    await this.#request("DELETE", uri);
  }

  /**
   * Whatever the answer is, also one that refuses.
   * @throws RedfishFailure when there is none
   */
  async send(method: string, uri: string, body?: unknown, more: Headers = {}): Promise<Response> {
    const isRehearsed = changes(method) && this.#options.isRehearsal();
    this.#options.onRequest({ method, uri, body, at: new Date().toISOString(), isRehearsed });
    if (isRehearsed) throw new Rehearsed();
    const headers: Record<string, string> = { "X-CSRF-Token": this.#options.csrfToken() ?? "", ...more };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    return fetch(address(uri), {
      method,
      headers,
      cache: "no-store",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new RedfishFailure(0, [{ text: t("The BMC does not answer.") }]);
    });
  }

  #remember(resource: Readonly<Record<string, unknown>>): void {
    const { "@odata.id": uri, Name: name, Members: members } = resource;
    if (typeof uri === "string" && typeof name === "string") this.#names.set(uri.slice(1), name);
    if (Array.isArray(members)) for (const member of members) this.#remember(member);
  }

  async #request(method: string, uri: string, body?: unknown, more?: Headers): Promise<Response> {
    const response = await this.send(method, uri, body, more);
    if (response.ok || response.status === 304) return response;
    if (response.status === 401) this.#options.onUnauthorized();
    throw refusal(response.status, await response.text());
  }
}

/** @param body of the answer, as it came */
export const refusal = (status: number, body: string): RedfishFailure =>
  new RedfishFailure(status, faultsOf(status, parsed(body)));

function parsed(body: string): ErrorBody {
  try {
    return JSON.parse(body) as ErrorBody;
  } catch {
    return {};
  }
}

function faultsOf(status: number, { error }: ErrorBody): readonly Fault[] {
  const faults = (error?.["@Message.ExtendedInfo"] ?? []).flatMap(({ Message, RelatedProperties }) =>
    Message === undefined ? [] : [{ text: Message, property: RelatedProperties?.[0]?.replace(/^#?\//, "") }],
  );
  if (faults.length > 0) return faults;
  return [{ text: error?.message ?? t("The BMC refused this (HTTP {status}).", { status }) }];
}
