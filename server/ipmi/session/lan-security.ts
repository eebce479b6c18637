import type { CipherSuite } from "../crypto/cipher-suites.ts";
import type { BmcKey } from "./bmc-key.ts";
import type { CipherSuitePrivileges } from "./cipher-suite-privileges.ts";

/** What the LAN channel asks of those who log in. */
export interface LanSecurity {
  /** Those that are offered, the best first. */
  readonly cipherSuites: readonly CipherSuite[];
  readonly cipherSuitePrivileges: CipherSuitePrivileges;
  readonly bmcKey: BmcKey;
  /** Whether IPMI 1.5 sessions are let in, which encrypt nothing. */
  readonly ipmi15: boolean;
}
