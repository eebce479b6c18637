import type { ConsoleName } from "../../server/events/events.ts";
import { fullScreen } from "../app/full-screen.ts";
import { t } from "../app/language.ts";
import { Icon } from "../components/icon.tsx";

/** What is left of the tool bar in the full screen: a pointer on it or the keyboard's focus brings the rest. */
export function Peek({ console }: { readonly console: ConsoleName }) {
  if (fullScreen.value !== console) return null;
  return (
    <button type="button" class="peek" aria-label={t("Show the tools")}>
      <Icon name="down" />
    </button>
  );
}
