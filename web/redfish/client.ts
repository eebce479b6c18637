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

  /** @throws RedfishFailure */
  async patch(uri: string, body: unknown): Promise<void> {
    await this.#request("PATCH", uri, body);
  }

  /** @throws RedfishFailure */
  async post(uri: string, body: unknown): Promise<void> {
    await this.#request("POST", uri, body);
  }

  /** The same, for an answer that is of use. @throws RedfishFailure */
  async postFor<T>(uri: string, body: unknown): Promise<T> {
    const response = await this.#request("POST", uri, body);
    return (await response.json()) as T;
  }

  /** @throws RedfishFailure */
  async delete(uri: string): Promise<void> {
    await this.#request("DELETE", uri);
  }

  async #request(method: string, uri: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { "X-CSRF-Token": this.#options.csrfToken() ?? "" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const response = await fetch(address(uri), {
      method,
      headers,
      cache: "no-store",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new RedfishFailure(0, [{ text: "The BMC does not answer." }]);
    });
    if (response.ok) return response;
    if (response.status === 401) this.#options.onUnauthorized();
    throw new RedfishFailure(response.status, await faultsOf(response));
  }
}

async function faultsOf(response: Response): Promise<readonly Fault[]> {
  const { error } = (await response.json().catch(() => ({}))) as ErrorBody;
  const faults = (error?.["@Message.ExtendedInfo"] ?? []).flatMap(({ Message, RelatedProperties }) =>
    Message === undefined ? [] : [{ text: Message, property: RelatedProperties?.[0]?.replace(/^#?\//, "") }],
  );
  if (faults.length > 0) return faults;
  return [{ text: error?.message ?? `The BMC refused this (HTTP ${response.status}).` }];
}
