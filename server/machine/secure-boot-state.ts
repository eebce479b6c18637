/** The databases of keys and signatures (UEFI 2.10 §32.4), by the names of their variables. */
export const secureBootDatabases = ["PK", "KEK", "db", "dbx"] as const;
export type SecureBootDatabase = (typeof secureBootDatabases)[number];

/** An entry of a database. */
export interface Signature {
  /** As UEFI names it, without the prefix EFI_CERT and the suffix GUID: "X509", "SHA256"; else the type's GUID. */
  readonly type: string;
  /** GUID of who put it there. */
  readonly owner: string;
  readonly data: Buffer;
}

/** What the firmware's variables say. */
export interface SecureBootState {
  /** Whether the firmware is to check what it starts. Without a platform key, in setup mode, it checks nothing. */
  readonly enabled: boolean;
  readonly mode: "setup" | "user";
  readonly databases: Readonly<Record<SecureBootDatabase, readonly Signature[]>>;
}

/** Of one database or, where none is named, of all. */
export interface KeyReset {
  readonly to: "defaults" | "nothing";
  readonly database?: SecureBootDatabase | undefined;
}

export interface SecureBootChange {
  readonly enabled?: boolean | undefined;
  /** In the order in which they were asked for. */
  readonly keyResets: readonly KeyReset[];
}

/** The firmware's own record of all that. */
export interface SecureBootVariables {
  /** @returns undefined where there is no firmware that can do secure boot @throws MachineError */
  read(): Promise<SecureBootState | undefined>;
  /** Only while the machine is off. @throws MachineError; nothing is changed then */
  change(change: SecureBootChange): Promise<void>;
}

export const enforces = ({ enabled, mode }: SecureBootState): boolean => enabled && mode === "user";
