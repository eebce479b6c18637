/** Algorithm numbers of IPMI 2.0 tables 13-17 to 13-19; only those that are offered. */
const authenticationAlgorithms = {
  rakpHmacSha1: { number: 0x01, hash: "sha1", authCodeLength: 20, integrityCheckLength: 12 },
  rakpHmacSha256: { number: 0x03, hash: "sha256", authCodeLength: 32, integrityCheckLength: 16 },
} as const;

const integrityAlgorithms = {
  hmacSha1: { number: 0x01, hash: "sha1", authCodeLength: 12 },
  hmacSha256: { number: 0x04, hash: "sha256", authCodeLength: 16 },
} as const;

const confidentialityAlgorithms = {
  aesCbc128: { number: 0x01, cipher: "aes-128-cbc", keyLength: 16, blockLength: 16 },
} as const;

export type AuthenticationAlgorithm =
  (typeof authenticationAlgorithms)[keyof typeof authenticationAlgorithms];
export type IntegrityAlgorithm = (typeof integrityAlgorithms)[keyof typeof integrityAlgorithms];
export type ConfidentialityAlgorithm =
  (typeof confidentialityAlgorithms)[keyof typeof confidentialityAlgorithms];

export interface CipherSuite {
  readonly id: number;
  readonly authentication: AuthenticationAlgorithm;
  readonly integrity: IntegrityAlgorithm;
  readonly confidentiality: ConfidentialityAlgorithm;
}

/**
 * The suites that are offered and accepted, the best first (IPMI 2.0 table 22-20). All others lack
 * encryption or a check of the user, or rest on MD5 or RC4.
 */
export const cipherSuites: readonly CipherSuite[] = [
  {
    id: 17,
    authentication: authenticationAlgorithms.rakpHmacSha256,
    integrity: integrityAlgorithms.hmacSha256,
    confidentiality: confidentialityAlgorithms.aesCbc128,
  },
  {
    id: 3,
    authentication: authenticationAlgorithms.rakpHmacSha1,
    integrity: integrityAlgorithms.hmacSha1,
    confidentiality: confidentialityAlgorithms.aesCbc128,
  },
];

/** What a remote console proposes; undefined where it leaves the choice to the BMC. */
export interface Proposal {
  readonly authentication: number | undefined;
  readonly integrity: number | undefined;
  readonly confidentiality: number | undefined;
}

/** The best suite that fits the proposal. */
export function chooseCipherSuite(proposal: Proposal): CipherSuite | undefined {
  const fits = (proposed: number | undefined, own: number) => proposed === undefined || proposed === own;
  return cipherSuites.find(
    ({ authentication, integrity, confidentiality }) =>
      fits(proposal.authentication, authentication.number) &&
      fits(proposal.integrity, integrity.number) &&
      fits(proposal.confidentiality, confidentiality.number),
  );
}
