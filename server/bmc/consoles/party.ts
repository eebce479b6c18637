import { hash } from "node:crypto";
import type { Principal } from "../authentication.ts";
import type { Role } from "../role.ts";

/** Somebody at one browser, however many windows they have; a script with HTTP Basic at one address. */
export interface Party {
  /** The session's Id, where there is one. */
  readonly id: string;
  readonly userName: string;
  readonly role: Role;
  readonly address: string;
}

export function partyOf({ userName, role, session }: Principal, address: string): Party {
  const id = session?.id ?? hash("sha256", `${userName} ${address}`, "hex").slice(0, 16);
  return { id, userName, role, address };
}
