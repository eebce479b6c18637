import { looksOnly } from "../app/console-place.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";

/** Says why what this person types does not reach the machine. */
export function LookingBadge() {
  const page = usePage();
  const { holder } = page.machine.value?.consoles ?? {};
  if (!page.mayControl() || looksOnly.value) return <p class="badge">{t("View only")}</p>;
  if (page.mayType() || !holder) return null;
  return <p class="badge">{t("{holder} has the control", { holder: holder.userName })}</p>;
}
