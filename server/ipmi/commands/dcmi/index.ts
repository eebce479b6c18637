import type { AnyCommand } from "../../command.ts";

/** DCMI (Data Center Manageability Interface 1.5), by number. */
export const dcmiCommands: readonly AnyCommand[] = [];
