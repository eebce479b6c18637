import type { AnyCommand } from "../../command.ts";

/** Sensor/Event (IPMI 2.0 §29, §30 and §35), by number. */
export const sensorEventCommands: readonly AnyCommand[] = [];
