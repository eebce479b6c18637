import type { Setting } from "../bmc/settings.ts";

/** The certificate with which each service was first trusted: its SHA-256 fingerprint by the service's UUID. */
export interface PinnedCertificates {
  readonly byUuid: Readonly<Record<string, string>>;
}

export const pinnedAtFirst: PinnedCertificates = { byUuid: {} };

/** Of a service without TLS. One that had a certificate before does not pass for itself without. */
export const withoutCertificate = "none";
/** Beyond this the oldest is forgotten. */
const limit = 1024;

export type Trust = "new" | "known" | "changed";

/** BMCs sign their certificates themselves, so one is as good as it is the same as at first use (RFC 7435 §3). */
export class Pins {
  readonly #kept: Setting<PinnedCertificates>;

  constructor(kept: Setting<PinnedCertificates>) {
    this.#kept = kept;
  }

  trust(uuid: string, fingerprint: string): Trust {
    const { byUuid } = this.#kept.value;
    if (!Object.hasOwn(byUuid, uuid)) return "new";
    return byUuid[uuid] === fingerprint ? "known" : "changed";
  }

  pin(uuid: string, fingerprint: string): void {
    if (this.trust(uuid, fingerprint) === "known") return;
    const others = Object.entries(this.#kept.value.byUuid).filter(([other]) => other !== uuid);
    const byUuid = Object.fromEntries([...others, [uuid, fingerprint]].slice(-limit));
    this.#kept.save({ byUuid });
  }
}
