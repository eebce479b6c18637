import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { hostname, networkInterfaces } from "node:os";
import { createSecureContext } from "node:tls";
import { Worker } from "node:worker_threads";
import type { JsonGeneralName, JsonName } from "@peculiar/x509";
import type { EventBus } from "../events/bus.ts";
import type { Origin } from "../events/events.ts";
import type { Store } from "../store/store.ts";
import { type Issued, type KeyAlgorithm, type selfSigned, signingRequest } from "./key-pair.ts";
import type { PasswordVault } from "./password-vault.ts";

/** Key and certificate as PEM; the certificate may be followed by those that lead to its root. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

interface Stored {
  readonly cert: string;
  /** The key's PEM under the vault's key, base64. */
  readonly sealedKey: string;
}

export class CertificateError extends Error {
  readonly code: "malformed" | "foreignKey" | "notUsable";

  constructor(code: CertificateError["code"], detail: string) {
    super(detail);
    this.name = "CertificateError";
    this.code = code;
  }
}

/** Whom a certificate signing request is for, under the names that X.500 gives these attributes. */
export interface RequestedSubject {
  readonly CN: string;
  readonly O?: string;
  readonly OU?: string;
  readonly L?: string;
  readonly ST?: string;
  readonly C?: string;
  readonly E?: string;
  /** Names and addresses. */
  readonly alternativeNames: readonly string[];
}

const years = 10;
const certificateBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const keyBlock = /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----[^-]+-----END (?:RSA |EC )?PRIVATE KEY-----/;

/**
 * The certificate of page and Redfish: made and signed by the BMC itself at the first start, kept, and replaced when
 * somebody brings a better one.
 */
export class ServerCertificate {
  readonly #store: Store;
  readonly #vault: PasswordVault;
  readonly #events: EventBus;
  #value: Certificate;

  private constructor(store: Store, vault: PasswordVault, events: EventBus, value: Certificate) {
    this.#store = store;
    this.#vault = vault;
    this.#events = events;
    this.#value = value;
  }

  static async open(
    store: Store,
    vault: PasswordVault,
    events: EventBus,
    make: typeof selfSigned = selfSignedApart,
  ): Promise<ServerCertificate> {
    const stored = store.setting<Stored>("certificate");
    if (stored) {
      const key = vault.unseal(Buffer.from(stored.sealedKey, "base64"));
      return new ServerCertificate(store, vault, events, { cert: stored.cert, key });
    }
    const { pem, key } = await make([{ CN: [hostname()] }, { O: ["qemu-bmc"] }], ownNames(), years);
    const certificate = new ServerCertificate(store, vault, events, { cert: pem, key });
    certificate.#save({ cert: pem, key });
    return certificate;
  }

  get value(): Certificate {
    return this.#value;
  }

  /**
   * @param pem the certificate, those that lead to its root, and its key; without the key, that of the last request
   * or of the certificate in use
   * @throws CertificateError
   */
  replace(pem: string, origin: Origin): void {
    const chain = pem.match(certificateBlock) ?? [];
    const [leaf] = chain.map(parsed);
    if (!leaf) throw new CertificateError("malformed", "There is no PEM certificate in it.");
    const key = this.#keyFor(leaf, pem);
    const value = { cert: `${chain.join("\n")}\n`, key };
    try {
      createSecureContext(value);
    } catch (error) {
      throw new CertificateError("notUsable", `TLS cannot use it: ${(error as Error).message}`);
    }
    this.#save(value);
    this.#store.saveSetting("certificateRequest", null);
    this.#events.emit("certificateReplaced", { origin });
  }

  /**
   * A new key, kept until the certificate for it comes.
   * @returns the certificate signing request as PEM
   * @throws CertificateError for a subject that no certificate can have
   */
  async request(subject: RequestedSubject, algorithm: KeyAlgorithm): Promise<string> {
    const { alternativeNames, ...attributes } = subject;
    const name: JsonName = Object.entries(attributes).map(([type, value]) => ({ [type]: [value] }));
    const { pem, key } = await signingRequest(name, alternativeNames.map(generalName), algorithm).catch(
      error => {
        throw new CertificateError("malformed", `There can be no request for it: ${error.message}`);
      },
    );
    this.#store.saveSetting("certificateRequest", { sealedKey: this.#seal(key) });
    return pem;
  }

  #save(value: Certificate): void {
    this.#store.saveSetting("certificate", {
      cert: value.cert,
      sealedKey: this.#seal(value.key),
    } satisfies Stored);
    this.#value = value;
  }

  #seal(key: string): string {
    return this.#vault.seal(key).toString("base64");
  }

  #keyFor(leaf: X509Certificate, pem: string): string {
    const [given] = keyBlock.exec(pem) ?? [];
    const pending = this.#store.setting<{ sealedKey: string } | null>("certificateRequest");
    const requested = pending && this.#vault.unseal(Buffer.from(pending.sealedKey, "base64"));
    const candidates = given === undefined ? [requested, this.#value.key] : [given];
    const key = candidates.find(each => each && leaf.checkPrivateKey(parsedKey(each)));
    if (!key)
      throw new CertificateError("foreignKey", "The certificate is for a key that is not known here.");
    return key;
  }
}

const worker = new URL("./certificate-worker.ts", import.meta.url);

async function selfSignedApart(...workerData: Parameters<typeof selfSigned>): Promise<Issued> {
  const [issued] = (await once(new Worker(worker, { workerData }), "message")) as [Issued];
  return issued;
}

function parsed(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new CertificateError("malformed", "A PEM block in it is no X.509 certificate.");
  }
}

function parsedKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new CertificateError("malformed", "The PEM block of the key cannot be read.");
  }
}

const isAddress = (name: string): boolean => name.includes(":") || /^\d+([.]\d+){3}$/.test(name);

const generalName = (value: string): JsonGeneralName => ({ type: isAddress(value) ? "ip" : "dns", value });

function ownNames(): JsonGeneralName[] {
  const addresses = Object.values(networkInterfaces()).flatMap(entries => entries ?? []);
  return [hostname(), "localhost", ...addresses.map(({ address }) => address)].map(generalName);
}
