import type { AnyCommand } from "../../command.ts";

/** Transport: LAN and Serial over LAN (IPMI 2.0 §23 and §26), by number. */
export const transportCommands: readonly AnyCommand[] = [];
