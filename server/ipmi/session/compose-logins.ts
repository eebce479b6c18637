import type { Accounts } from "../../bmc/accounts.ts";
import type { Lockout } from "../../bmc/lockout.ts";
import type { PasswordVault } from "../../bmc/password-vault.ts";
import type { Settings } from "../../bmc/settings.ts";
import type { EventBus } from "../../events/bus.ts";
import { LanAccess } from "../channel-access.ts";
import { cipherSuitesOf, safeCipherSuites } from "../crypto/cipher-suites.ts";
import { BmcKey } from "./bmc-key.ts";
import { CipherSuitePrivileges } from "./cipher-suite-privileges.ts";
import { Claimants } from "./claimants.ts";
import { Handshake } from "./handshake.ts";
import { Ipmi15Logins } from "./ipmi15-logins.ts";
import type { LanSecurity } from "./lan-security.ts";
import { LoginRate } from "./login-rate.ts";
import { Logins } from "./logins.ts";
import type { Session } from "./session.ts";
import { Sessions } from "./sessions.ts";

const secretLength = 32;

export interface LoginParts {
  readonly accounts: Accounts;
  readonly lockout: Lockout;
  readonly settings: Settings;
  /** Keeps KG. */
  readonly vault: PasswordVault;
  readonly events: EventBus;
  /** Milliseconds, ever growing. */
  readonly now: () => number;
  readonly random: (size: number) => Buffer;
  /** The IDs of the cipher suites that are offered; 17 and 3 when absent. */
  readonly cipherSuites?: readonly number[];
  /** KG as the configuration has it, at most 20 bytes. */
  readonly bmcKey?: Buffer;
  /** Whether IPMI 1.5 sessions are let in. */
  readonly ipmi15?: boolean;
}

export interface ComposedLogins {
  readonly security: LanSecurity;
  readonly lanAccess: LanAccess;
  readonly sessions: Sessions;
  readonly logins: Logins;
  readonly ipmi15Logins: Ipmi15Logins;
  readonly handshake: Handshake;
}

/**
 * Everything between a stranger's first packet and a session.
 * @param guid the system's GUID as it goes over the wire
 * @throws RangeError for a cipher suite that is never offered
 */
export function composeLogins(
  parts: LoginParts,
  guid: Buffer,
  ended: (session: Session) => void,
): ComposedLogins {
  const { accounts, events, now, random, lockout } = parts;
  const cipherSuites = cipherSuitesOf(parts.cipherSuites ?? safeCipherSuites);
  const security: LanSecurity = {
    cipherSuites,
    cipherSuitePrivileges: new CipherSuitePrivileges(parts.settings, cipherSuites),
    bmcKey: new BmcKey(parts.settings, parts.vault, parts.bmcKey),
    ipmi15: parts.ipmi15 ?? false,
  };
  const lanAccess = new LanAccess(parts.settings);
  const sessions = new Sessions({ accounts, now, events, ended });
  const logins = new Logins(now);
  const newId = (): number => {
    for (;;) {
      const id = random(4).readUInt32LE();
      if (id !== 0 && ![logins, ipmi15Logins, sessions].some(table => table.has(id))) return id;
    }
  };
  const claimants = new Claimants(accounts, lanAccess, random(secretLength));
  const shared = { sessions, claimants, lockout, rate: new LoginRate(now), newId, random, now, events };
  const ipmi15Logins = new Ipmi15Logins(shared);
  const handshake = new Handshake({ ...shared, logins, security, guid });
  return { security, lanAccess, sessions, logins, ipmi15Logins, handshake };
}
