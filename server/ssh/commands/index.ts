import type { Command } from "../command.ts";
import { boot } from "./boot.ts";
import { serialConsole } from "./console.ts";
import { exit } from "./exit.ts";
import { helpOn } from "./help.ts";
import { media } from "./media.ts";
import { power } from "./power.ts";
import { sel } from "./sel.ts";
import { sensors } from "./sensors.ts";

const withoutHelp: readonly Command[] = [power, serialConsole, sensors, sel, media, boot, exit];

/** All that the shell knows. */
export const commands: readonly Command[] = [...withoutHelp, helpOn(withoutHelp)];
