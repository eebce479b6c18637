/** A request as the page made it. */
export interface Sent {
  readonly method: string;
  /** Relative to the folder of the page: "redfish/v1/Systems/1". */
  readonly uri: string;
  readonly body?: unknown;
  /** ISO 8601. */
  readonly at: string;
  /** It was only told, and not sent. */
  readonly isRehearsed: boolean;
}

export const changes = (method: string): boolean => method !== "GET" && method !== "HEAD";

/** Stands in a kept body for what nobody is to read there. */
export const secret = "\u0000secret";

const secretNames = /password|passphrase|token|secret|privatekey|authenticationkey|encryptionkey/i;

/** The same without the secrets in it. */
export function withoutSecrets(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutSecrets);
  if (typeof body !== "object" || body === null) return body;
  const entries = Object.entries(body).map(([name, value]) => {
    const isSecret = secretNames.test(name) && typeof value === "string";
    return [name, isSecret ? secret : withoutSecrets(value)] as const;
  });
  return Object.fromEntries(entries);
}
