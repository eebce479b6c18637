import { t } from "../app/language.ts";
import type { Page } from "../app/page.ts";

/** Why this person may not change the machine; undefined when they may. */
export const notController = (page: Page): string | undefined =>
  page.mayControl() ? undefined : t("Your role may look, but not switch.");

/** Why this person may not change the BMC. */
export const notAdministrator = (page: Page): string | undefined =>
  page.mayAdminister() ? undefined : t("Only administrators may do this.");
