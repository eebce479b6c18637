import { address } from "../app/address.ts";

/** A request that was refused or did not get through; the message is a sentence for a person. */
export class RedfishFailure extends Error {
  readonly status: number;

  /** @param status 0 when there was no answer */
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The error body of DSP0266 §8.6. */
interface ErrorBody {
  readonly error?: {
    readonly message?: string;
    readonly "@Message.ExtendedInfo"?: readonly { readonly Message?: string }[];
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

  async #request(method: string, uri: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { "X-CSRF-Token": this.#options.csrfToken() ?? "" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const response = await fetch(address(uri), {
      method,
      headers,
      cache: "no-store",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new RedfishFailure(0, "The BMC does not answer.");
    });
    if (response.ok) return response;
    if (response.status === 401) this.#options.onUnauthorized();
    throw new RedfishFailure(response.status, await sentences(response));
  }
}

async function sentences(response: Response): Promise<string> {
  const body = (await response.json().catch(() => ({}))) as ErrorBody;
  const details = body.error?.["@Message.ExtendedInfo"]?.flatMap(({ Message }) => Message ?? []) ?? [];
  if (details.length > 0) return details.join(" ");
  return body.error?.message ?? `The BMC refused this (HTTP ${response.status}).`;
}
