import type { AnyCommand } from "../command.ts";
import { appCommands } from "./app/index.ts";
import { chassisCommands } from "./chassis/index.ts";
import { dcmiCommands } from "./dcmi/index.ts";
import { sensorEventCommands } from "./sensor-event/index.ts";
import { storageCommands } from "./storage/index.ts";
import { transportCommands } from "./transport/index.ts";

/** All commands that there are. */
export const commands: readonly AnyCommand[] = [
  ...chassisCommands,
  ...sensorEventCommands,
  ...appCommands,
  ...storageCommands,
  ...transportCommands,
  ...dcmiCommands,
];
