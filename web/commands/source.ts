import type { Page } from "../app/page.ts";
import type { Command } from "./command.ts";

/** What one part of the page offers, as things are now. */
export type CommandSource = (page: Page) => readonly Command[];
