import { address } from "../app/address.ts";

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
  readonly blob: Blob;
  readonly etag: string | undefined;
}

export interface RedfishClientOptions {
  readonly csrfToken: () => string | undefined;
  /** The session is no longer valid. */
  readonly onUnauthorized: () => void;
}

/** Redfish from the page: the cookie says who, X-CSRF-Token that it is this page. */
export class RedfishClient {
  readonly #options: RedfishClientOptions;

  constructor(options: RedfishClientOptions) {
    this.#options = options;
  }

  /** @throws RedfishFailure */
  async get<T>(uri: string): Promise<T> {
    const response = await this.#request("GET", uri);
    return (await response.json()) as T;
  }

  /**
   * @param etag of the picture that is here already
   * @returns undefined while that is still the one
   * @throws RedfishFailure
   */
  async picture(uri: string, etag: string | undefined): Promise<Picture | undefined> {
    const known: Record<string, string> = etag === undefined ? {} : { "If-None-Match": etag };
    const response = await this.#request("GET", uri, undefined, known);
    if (response.status === 304) return undefined;
    return { blob: await response.blob(), etag: response.headers.get("ETag") ?? undefined };
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

  /** @throws RedfishFailure */
  async delete(uri: string): Promise<void> {
    await this.#request("DELETE", uri);
  }

  async #request(
    method: string,
    uri: string,
    body?: unknown,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const headers: Record<string, string> = { "X-CSRF-Token": this.#options.csrfToken() ?? "", ...more };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const response = await fetch(address(uri), {
      method,
      headers,
      cache: "no-store",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new RedfishFailure(0, [{ text: "The BMC does not answer." }]);
    });
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
  return [{ text: error?.message ?? `The BMC refused this (HTTP ${status}).` }];
}
