import type { AnyCommand } from "../../command.ts";

/** Storage: FRU inventory, SDR repository, event log (IPMI 2.0 §31, §33 and §34), by number. */
export const storageCommands: readonly AnyCommand[] = [];
