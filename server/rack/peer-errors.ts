/** Another certificate than the one that the service is known by: nothing was sent. */
export class CertificateChanged extends Error {
  constructor() {
    super("The certificate is not the known one.");
  }
}

/** An answer that says no, or that is not what Redfish would answer. */
export class PeerRefusal extends Error {
  readonly status: number;

  /** @param message what the service says itself, if it says anything */
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const longest = 300;

/** The sentence of a Redfish error (DSP0266 §8.6); empty where there is none. */
export function sentenceOf(body: unknown): string {
  const { error } = (body ?? {}) as { readonly error?: Readonly<Record<string, unknown>> };
  const information = error?.["@Message.ExtendedInfo"];
  const first: unknown = Array.isArray(information) ? information[0]?.Message : undefined;
  const text = typeof first === "string" ? first : error?.message;
  return typeof text === "string" ? text.slice(0, longest) : "";
}
