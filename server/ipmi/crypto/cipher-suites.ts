/** Algorithm numbers of IPMI 2.0 tables 13-17 to 13-19; only those of suites that can be offered. */
const authenticationAlgorithms = {
  rakpHmacSha1: { number: 0x01, hash: "sha1", authCodeLength: 20, integrityCheckLength: 12 },
  rakpHmacMd5: { number: 0x02, hash: "md5", authCodeLength: 16, integrityCheckLength: 16 },
  rakpHmacSha256: { number: 0x03, hash: "sha256", authCodeLength: 32, integrityCheckLength: 16 },
} as const;

const integrityAlgorithms = {
  hmacSha1: { number: 0x01, hash: "sha1", authCodeLength: 12 },
  hmacMd5: { number: 0x02, hash: "md5", authCodeLength: 16 },
  hmacSha256: { number: 0x04, hash: "sha256", authCodeLength: 16 },
} as const;

const confidentialityAlgorithms = {
  aesCbc128: { number: 0x01, cipher: "aes-128-cbc", blockLength: 16 },
} as const;

/** The number of "none" in all three tables. */
const none = 0x00;

export type AuthenticationAlgorithm =
  (typeof authenticationAlgorithms)[keyof typeof authenticationAlgorithms];
export type IntegrityAlgorithm = (typeof integrityAlgorithms)[keyof typeof integrityAlgorithms];
export type ConfidentialityAlgorithm =
  (typeof confidentialityAlgorithms)[keyof typeof confidentialityAlgorithms];

export interface CipherSuite {
  readonly id: number;
  readonly authentication: AuthenticationAlgorithm;
  /** Absent where packets carry no AuthCode. */
  readonly integrity?: IntegrityAlgorithm;
  /** Absent where payloads go in the clear. */
  readonly confidentiality?: ConfidentialityAlgorithm;
}

const { rakpHmacSha1, rakpHmacMd5, rakpHmacSha256 } = authenticationAlgorithms;
const { hmacSha1, hmacMd5, hmacSha256 } = integrityAlgorithms;
const { aesCbc128 } = confidentialityAlgorithms;

/**
 * The suites that can be offered, the best first (IPMI 2.0 table 22-20). Those that are missing check no
 * user at all (0), protect less than 8 with its algorithms (6, 7), or rest on RC4 or on an MD5 that is no HMAC.
 */
const knownSuites: readonly CipherSuite[] = [
  { id: 17, authentication: rakpHmacSha256, integrity: hmacSha256, confidentiality: aesCbc128 },
  { id: 3, authentication: rakpHmacSha1, integrity: hmacSha1, confidentiality: aesCbc128 },
  { id: 8, authentication: rakpHmacMd5, integrity: hmacMd5, confidentiality: aesCbc128 },
  { id: 16, authentication: rakpHmacSha256, integrity: hmacSha256 },
  { id: 2, authentication: rakpHmacSha1, integrity: hmacSha1 },
  { id: 15, authentication: rakpHmacSha256 },
  { id: 1, authentication: rakpHmacSha1 },
];

/** Those that protect everything: what a BMC offers unless it is told otherwise. */
export const safeCipherSuites: readonly number[] = [17, 3];

/**
 * The suites of these IDs, the best first.
 * @throws RangeError for an ID that is never offered
 */
export function cipherSuitesOf(ids: readonly number[]): readonly CipherSuite[] {
  const unknown = ids.find(id => !knownSuites.some(suite => suite.id === id));
  if (unknown !== undefined) throw new RangeError(`Cipher suite ${unknown} is never offered.`);
  return knownSuites.filter(({ id }) => ids.includes(id));
}

export interface AlgorithmNumbers {
  readonly authentication: number;
  readonly integrity: number;
  readonly confidentiality: number;
}

export const algorithmNumbers = ({
  authentication,
  integrity,
  confidentiality,
}: CipherSuite): AlgorithmNumbers => ({
  authentication: authentication.number,
  integrity: integrity?.number ?? none,
  confidentiality: confidentiality?.number ?? none,
});

/** What a remote console proposes; undefined where it leaves the choice to the BMC. */
export type Proposal = { readonly [N in keyof AlgorithmNumbers]: AlgorithmNumbers[N] | undefined };

/** The best of the offered suites that fits the proposal. */
export function chooseCipherSuite(
  offered: readonly CipherSuite[],
  proposal: Proposal,
): CipherSuite | undefined {
  const fits = (proposed: number | undefined, own: number) => proposed === undefined || proposed === own;
  return offered.find(suite => {
    const { authentication, integrity, confidentiality } = algorithmNumbers(suite);
    return (
      fits(proposal.authentication, authentication) &&
      fits(proposal.integrity, integrity) &&
      fits(proposal.confidentiality, confidentiality)
    );
  });
}
