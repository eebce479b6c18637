import type { ServiceAddress } from "./service-address.ts";

/** A BMC that was found, and proved to be a Redfish service. */
export interface RackNode extends ServiceAddress {
  /** Names it for as long as this BMC runs. */
  readonly id: number;
  readonly uuid: string;
  /** Of the certificate that it showed, SHA-256; `withoutCertificate` for one without TLS. */
  readonly fingerprint: string;
  /** The certificate's common name, which with ours is the node's name. */
  readonly commonName?: string;
  readonly vendor?: string;
  readonly product?: string;
  readonly isSelf: boolean;
  /** When it was last heard of, in the milliseconds of `performance.now()`. */
  readonly heardAt: number;
}

/** Milliseconds after which one that no search finds any more counts as silent, and after which it is forgotten. */
const silentAfter = 75_000;
const forgottenAfter = 600_000;

export const isSilent = ({ heardAt, isSelf }: RackNode, now: number): boolean =>
  !isSelf && now - heardAt > silentAfter;
export const isForgotten = ({ heardAt, isSelf }: RackNode, now: number): boolean =>
  !isSelf && now - heardAt > forgottenAfter;
