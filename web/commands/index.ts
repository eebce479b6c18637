import type { Page } from "../app/page.ts";
import { bootCommands } from "./boot.ts";
import { chassisCommands } from "./chassis.ts";
import type { Command } from "./command.ts";
import { logCommands } from "./logs.ts";
import { mediaCommands } from "./media.ts";
import { pageCommands } from "./page.ts";
import { powerCommands } from "./power.ts";
import type { CommandSource } from "./source.ts";
import { viewCommands } from "./views.ts";

/** All that the palette offers, in the order in which it stands there before somebody types. */
const sources: readonly CommandSource[] = [
  powerCommands,
  viewCommands,
  bootCommands,
  mediaCommands,
  chassisCommands,
  logCommands,
  pageCommands,
];

export const commandsOf = (page: Page): readonly Command[] => sources.flatMap(source => source(page));
